using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Btf.Generators;

/// <summary>Reads the declaration of one property or method.</summary>
internal static class FieldReader
{
    private const string MemoryReader = "Btf.Core.Values.IBtfMemoryReader";

    /// <summary>Reads a declaration. If it is wrong, adds a fault and returns null.</summary>
    public static FieldModel? Read(ISymbol member, AttributeData attribute, List<Fault> faults)
    {
        Location place = member.Locations[0];
        string path = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        bool isOptional = attribute.NamedArguments.Any(argument => argument.Key == "Optional" && argument.Value.Value is true);
        if (path.Split('|').Any(string.IsNullOrWhiteSpace))
        {
            faults.Add(Fault.At(place, Faults.NoName, member.Name));
            return null;
        }

        SyntaxNode? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (!IsPartialDefinition(syntax))
        {
            faults.Add(Fault.At(place, Faults.NotPartialMember, member.Name));
            return null;
        }

        bool isIndirect = path.Contains("->");
        if (isIndirect != member is IMethodSymbol || (member is IMethodSymbol method && !TakesReader(method)))
        {
            faults.Add(Fault.At(place, Faults.PointerNeedsMethod, member.Name));
            return null;
        }

        ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IMethodSymbol)member).ReturnType;
        FieldForm? form = FormOf(type, isIndirect, out ITypeSymbol read);
        if (form is null)
        {
            faults.Add(Fault.At(place, Faults.BadType, member.Name, type.ToDisplayString()));
            return null;
        }

        if (isOptional && (form is FieldForm.Number or FieldForm.Indirect))
        {
            faults.Add(Fault.At(place, Faults.OptionalNotNullable, member.Name, type.ToDisplayString()));
            return null;
        }

        return new FieldModel(
            member.Name,
            string.Join(" ", ((MemberDeclarationSyntax)syntax!).Modifiers.Select(modifier => modifier.Text)),
            Text(type),
            form is FieldForm.Bytes or FieldForm.Text ? "byte" : Text(read),
            form.Value,
            path,
            isOptional,
            member is IMethodSymbol reading ? reading.Parameters[0].Name : "");
    }

    private static bool IsPartialDefinition(SyntaxNode? syntax) => syntax switch
    {
        PropertyDeclarationSyntax property =>
            property.Modifiers.Any(SyntaxKind.PartialKeyword)
            && property.AccessorList is { } accessors
            && accessors.Accessors.Count == 1
            && accessors.Accessors[0].IsKind(SyntaxKind.GetAccessorDeclaration)
            && accessors.Accessors[0].Body is null
            && accessors.Accessors[0].ExpressionBody is null,
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.PartialKeyword) && method.Body is null && method.ExpressionBody is null && !method.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    private static bool TakesReader(IMethodSymbol method) =>
        method.Parameters.Length == 1 && method.Parameters[0].Type.ToDisplayString() == MemoryReader && !method.IsGenericMethod;

    private static FieldForm? FormOf(ITypeSymbol type, bool isIndirect, out ITypeSymbol read)
    {
        read = type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            read = nullable.TypeArguments[0];
            return !IsNumber(read) ? null : isIndirect ? FieldForm.OptionalIndirect : FieldForm.OptionalNumber;
        }

        if (IsNumber(type))
        {
            return isIndirect ? FieldForm.Indirect : FieldForm.Number;
        }

        return isIndirect ? null
            : type.SpecialType == SpecialType.System_String ? FieldForm.Text
            : type.ToDisplayString() == "System.ReadOnlySpan<byte>" ? FieldForm.Bytes : null;
    }

    private static bool IsNumber(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UInt64) or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        || (type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "Int128" or "UInt128" or "Half");

    private static string Text(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
}
