using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Btf.Core.Tests;

/// <summary>
/// Finds with the compiler which folders of a project use a folder that is not above them in a list of layers. A part of a partial type belongs to the folder of
/// its file.
/// </summary>
internal sealed class FolderGraph
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Threading; global using System.Threading.Tasks;";

    private const string Indexer = "this[]";

    private readonly string _root;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, HashSet<string>> _declared;

    /// <param name="project">The project's folder.</param>
    /// <param name="layers">The names of its folders. A folder may use those before it.</param>
    public FolderGraph(string project, IReadOnlyList<string> layers)
    {
        _root = Repository.PathOf(project);
        _places = layers.Index().ToDictionary(layer => layer.Item, layer => layer.Index);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        SyntaxTree[] trees = [.. Sources().Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path))];
        OutputKind kind = File.Exists(Path.Combine(_root, "Program.cs")) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            project,
            [.. trees, CSharpSyntaxTree.ParseText(Usings, options)],
            LoadedAssemblies.ReferencesWithout(project),
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Folders = [.. trees.Select(tree => FolderOf(tree.FilePath)).Where(folder => folder.Length > 0).Distinct()];
        _declared = DeclaredNames(trees);
        foreach (SyntaxTree tree in trees)
        {
            Collect(tree, compilation.GetSemanticModel(tree, ignoreAccessibility: true));
        }
    }

    /// <summary>The folders that have files. Files beside the project have none.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The number of names that the compiler was asked about.</summary>
    public int Asked { get; private set; }

    /// <summary>Places whose name the compiler could not resolve. They may hide an arrow.</summary>
    public List<string> Unresolved { get; } = [];

    /// <summary>For each arrow from a folder to itself or to one below it in the list, one place that causes it.</summary>
    public SortedDictionary<(string From, string To), string> Arrows { get; } = [];

    /// <summary>Returns the folders that declare each name. The compiler is asked only about names that a folder below declares too: that is ten times faster.</summary>
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
                    IndexerDeclarationSyntax => Indexer,
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

    private void Collect(SyntaxTree tree, SemanticModel model)
    {
        string from = FolderOf(tree.FilePath);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (!(NameOf(node) is { } name && _declared.TryGetValue(name, out HashSet<string>? folders) && folders.Any(folder => IsForbidden(from, folder))))
            {
                continue;
            }

            Asked++;
            SymbolInfo info = model.GetSymbolInfo(node);
            string place = $"{Path.GetFileName(tree.FilePath)}:{tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";
            if (info.Symbol is not { } symbol)
            {
                if (info.CandidateReason != CandidateReason.None || node is IdentifierNameSyntax { Identifier.ValueText: not "_" })
                {
                    Unresolved.Add($"{place}: {name}");
                }
            }
            else if (symbol is not (INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol)
                && FileOf((symbol as IMethodSymbol)?.ReducedFrom ?? symbol.OriginalDefinition) is { } file
                && IsForbidden(from, FolderOf(file)))
            {
                Arrows.TryAdd((from, FolderOf(file)), $"{place} uses {symbol.Name} of {Path.GetFileName(file)}");
            }
        }
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        ElementAccessExpressionSyntax or ElementBindingExpressionSyntax => Indexer,
        _ => null,
    };

    private bool IsForbidden(string from, string to) => to != from && Place(to) >= Place(from);

    // Files beside the project file start the program, and no folder uses them.
    private int Place(string folder) => folder.Length == 0 ? _places.Count : _places.GetValueOrDefault(folder, -1);

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
