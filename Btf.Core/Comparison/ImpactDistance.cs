namespace Btf.Core.Comparison;

/// <summary>How a type refers to a changed one.</summary>
internal enum ImpactDistance
{
    /// <summary>It is the changed type, or another name, a qualified form or an array of it.</summary>
    Same,

    /// <summary>It contains the changed type.</summary>
    Inside,

    /// <summary>It is a pointer to the changed type, or a prototype that uses it.</summary>
    Behind,
}
