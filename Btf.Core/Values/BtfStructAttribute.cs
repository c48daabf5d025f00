namespace Btf.Core.Values;

/// <summary>
/// Marks a partial struct whose partial properties read fields of a kernel structure. The generator in the package Btf.Generators implements the properties and
/// writes a method <c>Bind</c>, which finds the fields in a kernel's types when the program starts.
/// </summary>
/// <param name="name">
/// The structure's name, such as <c>task_struct</c>. A suffix after three underscores (<c>task_struct___v6</c>) is a flavor and not part of the name.
/// </param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class BtfStructAttribute(string name) : Attribute
{
    /// <summary>The structure's name.</summary>
    public string Name { get; } = name;
}
