namespace Btf.Explorer.Jobs;

/// <summary>Who refers to a type.</summary>
/// <param name="Holders">The structures, typedefs and variables that have the type or point to it.</param>
/// <param name="Taking">The functions that take it.</param>
/// <param name="Returning">The functions that return it.</param>
internal sealed record ReferencesAnswer(IReadOnlyList<ReferenceRow> Holders, IReadOnlyList<ReferenceRow> Taking, IReadOnlyList<ReferenceRow> Returning);

/// <summary>One that refers to a type.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The declaration by which it refers.</param>
/// <param name="Owner">The type or function, as C names it.</param>
/// <param name="IsPointer">Whether it only points there.</param>
internal sealed record ReferenceRow(uint Id, string Owner, string Text, bool IsPointer);
