using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Btf.Generators;

/// <summary>Reads the declaration of a structure.</summary>
internal static class StructReader
{
    private const string FieldAttribute = "Btf.Core.Values.BtfFieldAttribute";

    public static StructModel Read(GeneratorAttributeSyntaxContext found)
    {
        INamedTypeSymbol symbol = (INamedTypeSymbol)found.TargetSymbol;
        TypeDeclarationSyntax syntax = (TypeDeclarationSyntax)found.TargetNode;
        List<Fault> faults = [];
        Location place = syntax.Identifier.GetLocation();
        if (syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            faults.Add(Fault.At(place, Faults.NotPartial, symbol.Name));
        }

        if (syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(type => type.TypeParameterList is not null))
        {
            faults.Add(Fault.At(place, Faults.Generic, symbol.Name));
        }

        string name = found.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? "";
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add(Fault.At(place, Faults.NoName, symbol.Name));
        }

        List<FieldModel> fields = [];
        foreach (ISymbol member in symbol.GetMembers())
        {
            AttributeData? attribute = member.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == FieldAttribute);
            if (attribute is not null && FieldReader.Read(member, attribute, faults) is { } field)
            {
                fields.Add(field);
            }
        }

        return new StructModel(
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
            new EquatableList<string>(syntax.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(Header)),
            syntax.Identifier.Text,
            symbol.IsRefLikeType,
            name,
            new EquatableList<FieldModel>(fields),
            new EquatableList<Fault>(faults));
    }

    private static string Header(TypeDeclarationSyntax type)
    {
        string keyword = type is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) ? "record struct" : type.Keyword.Text;
        return $"partial {keyword} {type.Identifier.Text}";
    }
}
