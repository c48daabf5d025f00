using Microsoft.CodeAnalysis;

namespace Btf.Generators;

/// <summary>The diagnostics for wrong declarations.</summary>
internal static class Faults
{
    public static readonly DiagnosticDescriptor NotPartial = Make(
        "BTF001", "A [BtfStruct] must be partial", "'{0}' must be partial, and so must the types around it, for its fields to be written");

    public static readonly DiagnosticDescriptor Generic = Make(
        "BTF002", "A [BtfStruct] must not be generic", "'{0}' must not be generic nor lie in a generic type: its fields are bound once");

    public static readonly DiagnosticDescriptor NoName = Make(
        "BTF003", "The name or path is empty", "'{0}' names no structure or field of the kernel: the text must not be empty");

    public static readonly DiagnosticDescriptor NotPartialMember = Make(
        "BTF004", "A [BtfField] must be a partial property with a getter, or a partial method", "'{0}' must be a partial property that has 'get' alone, or a partial method");

    public static readonly DiagnosticDescriptor BadType = Make(
        "BTF005",
        "The type cannot be read from a field",
        "'{0}' is of type '{1}'; a field is read as a number, an enumeration, 'bool', 'ReadOnlySpan<byte>' or 'string'");

    public static readonly DiagnosticDescriptor OptionalNotNullable = Make(
        "BTF006", "An optional field must be nullable", "'{0}' is optional, so its type must be '{1}?'");

    public static readonly DiagnosticDescriptor PointerNeedsMethod = Make(
        "BTF007",
        "A path with '->' needs a method with a memory reader",
        "'{0}' crosses a pointer, so it must be a partial method with one parameter of type 'IBtfMemoryReader'; a path without '->' needs a property");

    public static readonly DiagnosticDescriptor NoStruct = Make(
        "BTF008", "A [BtfField] stands in no [BtfStruct]", "'{0}' stands in '{1}', which has no [BtfStruct] attribute: nothing is written for it");

    public static DiagnosticDescriptor[] All { get; } =
        [NotPartial, Generic, NoName, NotPartialMember, BadType, OptionalNotNullable, PointerNeedsMethod, NoStruct];

    private static DiagnosticDescriptor Make(string id, string title, string message) =>
        new(id, title, message, "Btf", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
