namespace Btf.Explorer.Jobs;

/// <summary>A type or function that refers to a type.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">The type or function, as C names it.</param>
/// <param name="Text">The declaration by which it refers.</param>
/// <param name="IsPointer">Whether it only points there.</param>
internal sealed record ReferenceRow(uint Id, string Owner, string Text, bool IsPointer);
