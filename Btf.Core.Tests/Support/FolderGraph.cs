using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Btf.Core.Tests;

/// <summary>Finds with the compiler which folders of a project use which others. A part of a partial type belongs to the folder of its file.</summary>
internal sealed class FolderGraph
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Threading; global using System.Threading.Tasks;";

    // The source generator of LibraryImport does not run here, and the framework's structures are known without their private fields.
    private static readonly string[] _expected = ["CS8795", "CS0170"];

    private readonly string _root;

    public FolderGraph(string project)
    {
        _root = Repository.PathOf(project);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        SyntaxTree[] trees =
        [
            .. Sources().Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)),
            CSharpSyntaxTree.ParseText(Usings, options),
        ];
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != project)
            .Select(path => MetadataReference.CreateFromFile(path));
        OutputKind kind = File.Exists(Path.Combine(_root, "Program.cs")) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            project,
            trees,
            references,
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Errors = [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error && !_expected.Contains(found.Id)).Select(found => found.ToString())];
        Dictionary<string, HashSet<string>> declared = DeclaredNames(trees[..^1]);
        foreach (SyntaxTree tree in trees[..^1])
        {
            Collect(tree, compilation.GetSemanticModel(tree), declared);
        }
    }

    /// <summary>The compiler's errors. An error may hide arrows.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>For each arrow between two folders, one place that causes it. Files beside the project have the folder "".</summary>
    public SortedDictionary<(string From, string To), string> Arrows { get; } = [];

    /// <summary>Returns the folders that declare each name. To ask the compiler only about names of other folders is several times faster.</summary>
    private Dictionary<string, HashSet<string>> DeclaredNames(IEnumerable<SyntaxTree> trees)
    {
        Dictionary<string, HashSet<string>> declared = [];
        foreach (SyntaxTree tree in trees)
        {
            string folder = FolderOf(tree.FilePath);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                string? name = node switch
                {
                    BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                    DelegateDeclarationSyntax type => type.Identifier.ValueText,
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    PropertyDeclarationSyntax property => property.Identifier.ValueText,
                    EventDeclarationSyntax declaration => declaration.Identifier.ValueText,
                    EnumMemberDeclarationSyntax value => value.Identifier.ValueText,
                    VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
                    ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } property => property.Identifier.ValueText,
                    _ => null,
                };
                if (name is not null)
                {
                    Add(name, folder);
                    if (name.EndsWith("Attribute", StringComparison.Ordinal))
                    {
                        Add(name[..^"Attribute".Length], folder);
                    }
                }
            }
        }

        return declared;

        void Add(string name, string folder) => (declared.TryGetValue(name, out HashSet<string>? folders) ? folders : declared[name] = []).Add(folder);
    }

    private void Collect(SyntaxTree tree, SemanticModel model, Dictionary<string, HashSet<string>> declared)
    {
        string from = FolderOf(tree.FilePath);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax)
                || (node is SimpleNameSyntax name && !(declared.TryGetValue(name.Identifier.ValueText, out HashSet<string>? folders) && folders.Any(folder => folder != from)))
                || model.GetSymbolInfo(node).Symbol is not { } symbol
                || symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol
                || FileOf((symbol as IMethodSymbol)?.ReducedFrom ?? symbol.OriginalDefinition) is not { } file)
            {
                continue;
            }

            string to = FolderOf(file);
            if (to != from)
            {
                int line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
                Arrows.TryAdd((from, to), $"{Path.GetFileName(tree.FilePath)}:{line} uses {symbol.Name} of {Path.GetFileName(file)}");
            }
        }
    }

    /// <summary>Returns the file that declares a symbol; for a partial type, the file with its name.</summary>
    private static string? FileOf(ISymbol symbol)
    {
        string[] files = [.. symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)];
        return files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == symbol.Name) ?? files.FirstOrDefault();
    }

    private IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories).Where(path => FolderOf(path) is not ("bin" or "obj"));

    private string FolderOf(string path)
    {
        string relative = Path.GetRelativePath(_root, path);
        int separator = relative.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return separator < 0 ? "" : relative[..separator];
    }
}
