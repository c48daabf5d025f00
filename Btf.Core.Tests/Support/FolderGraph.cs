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

    /// <summary>Places whose name the compiler could not resolve. They may hide an arrow.</summary>
    public List<string> Unresolved { get; } = [];

    /// <summary>For each arrow from a folder to itself or to one below it in the list, one place that causes it.</summary>
    public SortedDictionary<(string From, string To), string> Arrows { get; } = [];

    /// <summary>
    /// Returns the folders that declare each name about which the compiler must be asked: types, extension methods, and members of a part of a type that is not in
    /// the folder of the type. Whoever uses another member has got its object from somewhere, and there its type is named.
    /// </summary>
    private Dictionary<string, HashSet<string>> DeclaredNames(IEnumerable<SyntaxTree> trees)
    {
        Dictionary<string, HashSet<string>> declared = [];
        (string Folder, string File, MemberDeclarationSyntax Node)[] members =
        [
            .. trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Select(node => (FolderOf(tree.FilePath), Path.GetFileNameWithoutExtension(tree.FilePath), node))),
        ];
        HashSet<(string Type, string Folder)> homes =
        [
            .. members.Where(member => member.Node is TypeDeclarationSyntax type && type.Identifier.ValueText == member.File)
                .Select(member => (member.File, member.Folder)),
        ];
        foreach ((string folder, _, MemberDeclarationSyntax node) in members)
        {
            bool isAway = node.Parent is TypeDeclarationSyntax owner && owner.Modifiers.Any(SyntaxKind.PartialKeyword) && !homes.Contains((owner.Identifier.ValueText, folder));
            string[] names = node switch
            {
                BaseTypeDeclarationSyntax type => [type.Identifier.ValueText, WithoutAttribute(type.Identifier.ValueText)],
                DelegateDeclarationSyntax type => [type.Identifier.ValueText],
                MethodDeclarationSyntax method when isAway || method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.ThisKeyword)) => [method.Identifier.ValueText],
                PropertyDeclarationSyntax property when isAway => [property.Identifier.ValueText],
                IndexerDeclarationSyntax when isAway => [Indexer],
                BaseFieldDeclarationSyntax field when isAway => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
                _ => [],
            };
            foreach (string name in names)
            {
                _ = (declared.TryGetValue(name, out HashSet<string>? folders) ? folders : declared[name] = []).Add(folder);
            }
        }

        return declared;
    }

    private static string WithoutAttribute(string name) => name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;

    private void Collect(SyntaxTree tree, SemanticModel model)
    {
        string from = FolderOf(tree.FilePath);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (!(NameOf(node) is { } name && _declared.TryGetValue(name, out HashSet<string>? folders) && folders.Any(folder => IsForbidden(from, folder))))
            {
                continue;
            }

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
