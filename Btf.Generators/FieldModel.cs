namespace Btf.Generators;

/// <summary>A partial property or method that is to be written. Holds text alone, so that it can be compared.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Modifiers">Its modifiers as they are written.</param>
/// <param name="TypeText">Its type, fully qualified.</param>
/// <param name="ReadType">What the field is bound as, fully qualified.</param>
/// <param name="Form">What the member gives.</param>
/// <param name="Path">The paths.</param>
/// <param name="IsOptional">Whether the kernel may lack the field.</param>
/// <param name="Parameter">A method's parameter; empty for a property.</param>
internal sealed record FieldModel(string Name, string Modifiers, string TypeText, string ReadType, FieldForm Form, string Path, bool IsOptional, string Parameter);
