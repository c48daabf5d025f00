namespace Btf.Core.Programs;

/// <summary>A target type that was compared for a relocation.</summary>
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

    /// <summary>Returns whether it matches; null if the comparison failed, or ended before this candidate.</summary>
    public bool? IsMatch { get; }

    /// <summary>Returns how far the access was followed, in the words of libbpf's log; empty if it was not compared.</summary>
    public string Access { get; }

    /// <summary>Returns why it does not match; empty if it matches.</summary>
    public string Reason { get; }
}
