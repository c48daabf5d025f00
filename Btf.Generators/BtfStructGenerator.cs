using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Btf.Generators;

/// <summary>Writes the properties of <c>[BtfStruct]</c> structures, and the method that binds them to a kernel's types.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BtfStructGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads declarations; tests use it.</summary>
    internal const string ModelStep = "BtfStructs";

    private const string StructAttribute = "Btf.Core.Values.BtfStructAttribute";
    private const string FieldAttribute = "Btf.Core.Values.BtfFieldAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<StructModel> structs = context.SyntaxProvider
            .ForAttributeWithMetadataName(StructAttribute, static (node, _) => node is TypeDeclarationSyntax, static (found, _) => StructReader.Read(found))
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(structs, static (output, model) => Write(output, model));

        IncrementalValuesProvider<Fault> strays = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                FieldAttribute,
                static (node, _) => node is PropertyDeclarationSyntax or MethodDeclarationSyntax,
                static (found, _) => StrayOf(found))
            .Where(static fault => fault is not null)!;
        context.RegisterSourceOutput(strays, static (output, fault) => output.ReportDiagnostic(fault.ToDiagnostic()));
    }

    private static Fault? StrayOf(GeneratorAttributeSyntaxContext found)
    {
        INamedTypeSymbol owner = found.TargetSymbol.ContainingType;
        bool isStruct = owner.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == StructAttribute);
        return isStruct ? null : Fault.At(found.TargetSymbol.Locations[0], Faults.NoStruct, found.TargetSymbol.Name, owner.Name);
    }

    private static void Write(SourceProductionContext output, StructModel model)
    {
        foreach (Fault fault in model.Faults)
        {
            output.ReportDiagnostic(fault.ToDiagnostic());
        }

        // Code for a declaration with a fault would not compile, and the compiler's errors would hide the fault.
        if (model.Faults.Count == 0)
        {
            output.AddSource(model.FileName, SourceText.From(StructWriter.Write(model), Encoding.UTF8));
        }
    }
}
