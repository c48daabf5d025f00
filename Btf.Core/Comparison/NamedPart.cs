namespace Btf.Core.Comparison;

/// <summary>A compared object, and its name in its collection; the name is empty for an object that stands alone.</summary>
internal readonly record struct NamedPart(string Name, BtfObject Object);
