namespace Btf.Explorer.Jobs;

/// <summary>What a source consists of.</summary>
/// <param name="Kinds">How many types there are of each kind.</param>
/// <param name="NameCount">The number of different names.</param>
/// <param name="IndexBytes">The bytes that the object keeps beside its data once it is open.</param>
/// <param name="NameIndexBytes">The further bytes after the first look-up by name.</param>
/// <param name="Largest">The largest structures.</param>
/// <param name="MostHoles">The structures with the most bytes in holes.</param>
internal sealed record StatisticsAnswer(
    IReadOnlyList<KindCount> Kinds, int NameCount, long IndexBytes, long NameIndexBytes, IReadOnlyList<StructureRow> Largest, IReadOnlyList<StructureRow> MostHoles);

/// <summary>How many types of a kind there are.</summary>
internal sealed record KindCount(string Kind, int Count);

/// <summary>A structure and its numbers.</summary>
internal sealed record StructureRow(uint Id, string Name, long Size, int Members, int Holes, long HoleBytes);
