namespace Btf.Core.Programs;

/// <summary>A type of the target that a relocation was compared with.</summary>
public sealed class CoreCandidate
{
    internal CoreCandidate(BtfType type, bool? isMatch, string access, string reason)
    {
        Type = type;
        IsMatch = isMatch;
        Access = access;
        Reason = reason;
    }

    /// <summary>Returns the type.</summary>
    public BtfType Type { get; }

    /// <summary>Returns whether it has what is asked for; null where the comparison failed, or ended before it.</summary>
    public bool? IsMatch { get; }

    /// <summary>Returns how far the access was followed, in the words of libbpf's log; empty where it was not compared.</summary>
    public string Access { get; }

    /// <summary>Returns what it does not have; empty where it has all.</summary>
    public string Reason { get; }
}
