using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Btf.Core.Tests;

/// <summary>A program from a document, compiled as a new console project would compile it, and run in this process.</summary>
public static class Snippet
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        """;

    /// <summary>The assemblies that a program may use in addition to the framework.</summary>
    public static IReadOnlyList<Assembly> Libraries { get; } = [typeof(BtfObject).Assembly, typeof(Btf.Compression.BtfCompression).Assembly];

    /// <summary>Runs a program, and returns its output on the console.</summary>
    /// <exception cref="InvalidOperationException">The program does not compile, or has warnings. The message lists them.</exception>
    public static string Run(string source)
    {
        MethodInfo main = Assembly.Load(Compile(source)).EntryPoint!;
        return ConsoleCapture.Run(() => main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]));
    }

    /// <summary>Compiles a program, and returns its image.</summary>
    /// <exception cref="InvalidOperationException">The program does not compile, or has warnings. The message lists them.</exception>
    public static byte[] Compile(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Snippet" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(source)],
            LoadedAssemblies.References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Diagnostic[] complaints = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        return result.Success && complaints.Length == 0
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join('\n', complaints.Select(complaint => complaint.ToString())));
    }
}
