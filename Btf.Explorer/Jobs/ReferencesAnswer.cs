namespace Btf.Explorer.Jobs;

/// <summary>How many refer to a type. The rows are asked for as they are shown.</summary>
/// <param name="Holders">The number of structures, typedefs and variables that have the type or point to it.</param>
/// <param name="Taking">The number of functions that take it.</param>
/// <param name="Returning">The number of functions that return it.</param>
/// <param name="Tags">The declaration tags on the type, its members or its parameters.</param>
internal sealed record ReferencesAnswer(int Holders, int Taking, int Returning, IReadOnlyList<TagRow> Tags);
