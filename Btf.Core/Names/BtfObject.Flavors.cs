namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private volatile FlavoredNames? _flavoredNames;

    /// <summary>This object's own types whose names have a flavor (<c>task_struct___v2</c>). The first use finds them; the result is kept.</summary>
    // Several threads may search at the same time: they get the same result.
    internal FlavoredNames FlavoredNames => _flavoredNames ??= FlavoredNames.Build(Undisposed);

    /// <summary>Whether the name index is built already.</summary>
    internal bool HasNameIndex => _nameIndex is not null;
}
