namespace Btf.Core.Values;

/// <summary>
/// Marks a partial struct whose partial properties read fields of a structure of the kernel. The generator of the package Btf.Generators writes them, and a method <c>Bind</c>
/// that finds the fields in a kernel's types when the program starts.
/// </summary>
/// <param name="name">The structure's name, such as <c>task_struct</c>. What follows three underscores (<c>task_struct___v6</c>) is a flavour and no part of the name.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class BtfStructAttribute(string name) : Attribute
{
    /// <summary>The structure's name.</summary>
    public string Name { get; } = name;
}
