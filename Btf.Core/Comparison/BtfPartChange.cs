namespace Btf.Core.Comparison;

/// <summary>One difference between two versions of a type.</summary>
public sealed class BtfPartChange
{
    private readonly ComparedTypes _types;
    private readonly PartValue _name;
    private readonly PartValue _old;
    private readonly PartValue _new;

    internal BtfPartChange(ComparedTypes types, BtfChangedPart part, BtfChangeKind change, in PartValue name, in PartValue old, in PartValue @new)
    {
        _types = types;
        Part = part;
        Change = change;
        _name = name;
        _old = old;
        _new = @new;
    }

    /// <summary>The part that differs.</summary>
    public BtfChangedPart Part { get; }

    /// <summary>How it differs.</summary>
    public BtfChangeKind Change { get; }

    /// <summary>
    /// The part's name in the new version, or in the old one if the new one lacks it; empty if the part has no name. The name of a member of an anonymous
    /// structure in a named member is <c>outer.inner</c>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public string Name => _name.In(_types);

    /// <summary>
    /// The old version of the part: a type as C writes it, a size in bytes (for a bit-field in bits), an offset in bytes with bits after a colon, an index, a
    /// value or a name. Empty for an added part.
    /// </summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public string Old => _old.In(_types);

    /// <summary>The new version of the part. Empty for a removed part.</summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public string New => _new.In(_types);

    /// <summary>Returns one line, such as <c>member pid retyped: int -> long</c>.</summary>
    public override string ToString()
    {
        (string name, string old, string @new) = (Name, Old, New);
        string subject = $"{Part.ToString().ToLowerInvariant()}{(name.Length == 0 ? "" : " ")}{name} {Change.ToString().ToLowerInvariant()}";
        return (old.Length, @new.Length) switch
        {
            (0, 0) => subject,
            (0, _) => $"{subject}: {@new}",
            (_, 0) => $"{subject}: {old}",
            _ => $"{subject}: {old} -> {@new}",
        };
    }
}
