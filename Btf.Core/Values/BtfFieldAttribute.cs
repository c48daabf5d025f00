namespace Btf.Core.Values;

/// <summary>Says which field a partial property or method of a <see cref="BtfStructAttribute"/> struct reads.</summary>
/// <param name="path">The path from the structure, such as <c>se.vruntime</c>; or several with <c>|</c> between them: the first one that exists is bound. The path of a method may cross pointers by <c>-&gt;</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class BtfFieldAttribute(string path) : Attribute
{
    /// <summary>The path, or several.</summary>
    public string Path { get; } = path;

    /// <summary>Whether a kernel without the field is bound too. The property then is nullable, and null there.</summary>
    public bool Optional { get; init; }
}
