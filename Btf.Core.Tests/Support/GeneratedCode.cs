using System.Reflection;
using Btf.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compiles C# in memory, with this process's assemblies and the generator.</summary>
internal static class GeneratedCode
{
    /// <summary>Returns a compilation to which the generator has not been applied.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        $"Generated{Guid.NewGuid():N}",
        sources.Select(source => CSharpSyntaxTree.ParseText(source)),
        LoadedAssemblies.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Compiles with the generator, and loads the result. Errors and warnings fail the test.</summary>
    public static Assembly Load(params string[] sources)
    {
        CSharpGeneratorDriver.Create(new BtfStructGenerator()).RunGeneratorsAndUpdateCompilation(Compile(sources), out Compilation whole, out var diagnostics);
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = whole.Emit(image);

        // CS0169 reports the element of an inline array as unused.
        Assert.That(diagnostics, Is.Empty);
        Assert.That(
            result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS0169" or "CS0649")).Take(10),
            Is.Empty);
        return Assembly.Load(image.ToArray());
    }
}
