namespace Btf.Core.Comparison;

/// <summary>One difference between two versions of a type.</summary>
public sealed class BtfPartChange
{
    internal BtfPartChange(BtfChangedPart part, BtfChangeKind change, string name, string old, string @new)
    {
        Part = part;
        Change = change;
        Name = name;
        Old = old;
        New = @new;
    }

    /// <summary>What differs.</summary>
    public BtfChangedPart Part { get; }

    /// <summary>How it differs.</summary>
    public BtfChangeKind Change { get; }

    /// <summary>
    /// The part's name in the new version, or in the old one where the new one lacks it. A member of an anonymous structure in a named member is
    /// <c>outer.inner</c>. Empty where the part has no name.
    /// </summary>
    public string Name { get; }

    /// <summary>
    /// What the old version has: a type in the words of C, a size in bytes (of a bit-field in bits), an offset in bytes with bits behind a colon, an index, a value or
    /// a name. Empty for what was added.
    /// </summary>
    public string Old { get; }

    /// <summary>What the new version has. Empty for what was removed.</summary>
    public string New { get; }

    /// <summary>One line, such as <c>member pid retyped: int -> long</c>.</summary>
    public override string ToString()
    {
        string subject = $"{Part.ToString().ToLowerInvariant()}{(Name.Length == 0 ? "" : " ")}{Name} {Change.ToString().ToLowerInvariant()}";
        return (Old.Length, New.Length) switch
        {
            (0, 0) => subject,
            (0, _) => $"{subject}: {New}",
            (_, 0) => $"{subject}: {Old}",
            _ => $"{subject}: {Old} -> {New}",
        };
    }
}
