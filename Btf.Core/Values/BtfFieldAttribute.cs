namespace Btf.Core.Values;

/// <summary>Names the field that a partial property or method of a <see cref="BtfStructAttribute"/> struct reads.</summary>
/// <param name="path">
/// The path from the structure, such as <c>se.vruntime</c>, or several separated by <c>|</c>, of which the first that exists is bound. A method's path may
/// cross pointers with <c>-&gt;</c>.
/// </param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class BtfFieldAttribute(string path) : Attribute
{
    /// <summary>The path, or several.</summary>
    public string Path { get; } = path;

    /// <summary>Whether kernels without the field can be bound. The property must be nullable, and is null on such kernels.</summary>
    public bool Optional { get; init; }
}
