namespace Btf.Explorer.Searching;

/// <summary>One answer of a search.</summary>
/// <param name="Source">Which of the sources that were searched.</param>
/// <param name="Id">The type.</param>
/// <param name="Index">The member or value of the type; -1 for the type itself.</param>
internal readonly record struct SearchHit(int Source, uint Id, int Index);
