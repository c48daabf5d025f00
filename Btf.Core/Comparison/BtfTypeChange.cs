namespace Btf.Core.Comparison;

/// <summary>One type that was added, removed or changed.</summary>
public sealed class BtfTypeChange
{
    private readonly ComparedTypes _types;
    private readonly int _old;
    private readonly int _new;
    private readonly IReadOnlyList<BtfPartChange> _tags;
    private IReadOnlyList<BtfPartChange>? _parts;
    private BtfImpact? _impact;

    internal BtfTypeChange(ComparedTypes types, int old, int @new, IReadOnlyList<BtfPartChange>? tags = null, IReadOnlyList<BtfPartChange>? parts = null)
    {
        _types = types;
        _old = old;
        _new = @new;
        _tags = tags ?? [];
        _parts = parts;
        Kind = types.Graph.Kind(Node);
    }

    /// <summary>Whether the type was added, removed or changed.</summary>
    public BtfChangeKind Change => _old == 0 ? BtfChangeKind.Added : _new == 0 ? BtfChangeKind.Removed : BtfChangeKind.Changed;

    /// <summary>The kind of the new version, or of the old one if the type was removed.</summary>
    public BtfKind Kind { get; }

    /// <summary>The type's name. Empty for an anonymous enumeration.</summary>
    public string Name => _types.NameText(_types.Graph.Name(Node));

    /// <summary>
    /// The name of the module with the new version of the type, or with the old one if the type was removed. Empty if single objects are compared.
    /// </summary>
    public string ModuleName => _types.PartNameOf(Node);

    /// <summary>The old version; null for a type that was added.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfType? Old => _old == 0 ? null : _types.TypeOf(_old);

    /// <summary>The new version; null for a type that was removed.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfType? New => _new == 0 ? null : _types.TypeOf(_new);

    /// <summary>The differences between the versions; empty if there is only one. The first read finds them.</summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public IReadOnlyList<BtfPartChange> Parts => _parts ??= Change != BtfChangeKind.Changed ? [] : [.. TypeComparer.Compare(_types, _old, _new).Changes, .. _tags];

    /// <summary>The effects of the change in the new objects, or in the old ones if the type was removed. The first read finds them.</summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public BtfImpact Impact => _impact ??= BtfImpact.Find(_types, Node);


    /// <summary>Writes a line for the type, and one for each part that differs.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <remarks>Names are written unchanged: for a terminal, escape control characters.</remarks>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public void WriteTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine(ToString());
        foreach (BtfPartChange part in Parts)
        {
            writer.WriteLine($"  {part}");
        }
    }

    /// <summary>Returns the kind, the name and what happened: <c>struct task_struct changed</c>.</summary>
    public override string ToString() => $"{Title} {Change.ToString().ToLowerInvariant()}";

    /// <summary>The kind and the name.</summary>
    internal string Title => $"{KindText(Kind)} {SortName}";

    /// <summary>The name; for an anonymous enumeration, its first value in braces.</summary>
    internal string SortName => Name is { Length: 0 } && BtfKinds.AnyEnum.Includes(Kind)
        ? $"{{ {_types.NameText((int)_types.Graph.Record(Node)[RecordShape.HeadWords])}, … }}"
        : Name;

    /// <summary>The key by which changes are sorted: the name; for an anonymous enumeration, the text of <see cref="SortName"/>.</summary>
    internal ReadOnlySpan<byte> SortText => _types.Graph.Name(Node) is not 0 and int name ? _types.Names.TextOf(name) : System.Text.Encoding.UTF8.GetBytes(SortName);

    /// <summary>The node of the new version, or of the old one if there is no new one.</summary>
    internal int Node => _new == 0 ? _old : _new;

    /// <summary>Returns the same change with only some of its parts.</summary>
    internal BtfTypeChange With(IReadOnlyList<BtfPartChange> parts) => new(_types, _old, _new, _tags, parts);

    private static string KindText(BtfKind kind) => kind switch
    {
        BtfKind.Func => "function",
        BtfKind.Var => "variable",
        BtfKind.DataSec => "section",
        BtfKind.Fwd => "declaration",
        BtfKind.DeclTag => "tag",
        BtfKind.Enum64 => "enum",
        _ => kind.GetName().ToLowerInvariant(),
    };
}
