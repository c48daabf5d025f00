namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private volatile FlavoredNames? _flavoredNames;

    /// <summary>This object's own types whose names have a flavor (<c>task_struct___v2</c>). Found at the first call, and kept.</summary>
    // Threads may search at the same time: they come to the same answer.
    internal FlavoredNames FlavoredNames => _flavoredNames ??= FlavoredNames.Build(Undisposed);

    /// <summary>Whether the first look-up by name has built the index already.</summary>
    internal bool HasNameIndex => _nameIndex is not null;
}
