namespace Btf.Generators;

/// <summary>A partial property or method to implement. It holds only text, so it can be compared.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Modifiers">Its modifiers as they are written.</param>
/// <param name="TypeText">Its type, fully qualified.</param>
/// <param name="ReadType">The type that the field is read as, fully qualified.</param>
/// <param name="Form">The kind of result.</param>
/// <param name="Path">The paths.</param>
/// <param name="IsOptional">Whether the kernel may lack the field.</param>
/// <param name="Parameter">A method's parameter; empty for a property.</param>
internal sealed record FieldModel(string Name, string Modifiers, string TypeText, string ReadType, FieldForm Form, string Path, bool IsOptional, string Parameter);
