using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf gen csharp</c>: writes declarations for Btf.Generators, or structures of fixed layout.</summary>
internal sealed class GenCSharpCommand : ToolCommand
{
    private readonly Argument<string[]> _types = new("TYPE… FILE")
    {
        Description = "Names of structures or unions. The last one is a FILE with BTF if a file has that name, or if it has a '.' or '/' [default: the running kernel]",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _fixed = new("--fixed") { Description = "Structures with the layout that the types have in FILE, for map values and system calls" };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "The namespace of the code", HelpName = "NAME" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write instead of standard output", HelpName = "FILE" };
    private readonly SourceSymbols _source;

    public GenCSharpCommand()
        : base(
            "csharp",
            "Writes C# declarations of structures: bound to a kernel when the program starts, or of fixed layout",
            "btf gen csharp task_struct sched_entity > Tasks.cs",
            "btf gen csharp event prog.bpf.o --fixed --namespace Tracer -o Event.cs")
    {
        Add(_types);
        _source = new SourceSymbols(this, _types, words => FileOf(words) is { } file ? [file] : []);
        Add(_fixed);
        Add(_namespace);
        Add(_output);
        Validators.Add(result =>
        {
            string[] types = result.GetValue(_types) ?? [];
            bool hasFile = FileOf(types) is not null;
            if (hasFile && types.Length == 1)
            {
                result.AddError("TYPE is missing: the only argument is a file.");
            }

            if (result.GetValue(_namespace) is { } name && !name.Split('.').All(CSharpNames.IsIdentifier))
            {
                result.AddError($"'{name}' is no namespace.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string[] words = arguments.GetRequiredValue(_types);
        string? file = FileOf(words);
        string[] names = file is null ? words : words[..^1];
        using Source source = _source.Open(arguments);
        BtfType[] types = [.. names.Select(name => Find(source, name))];
        string? space = arguments.GetValue(_namespace);
        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, _source.Inputs(arguments), text => Write(types, arguments.GetValue(_fixed), space, text));
        }
        else
        {
            Write(types, arguments.GetValue(_fixed), space, output);
        }

        return ExitCode.Done;
    }

    private static void Write(BtfType[] types, bool isFixed, string? space, TextOutput output)
    {
        output.WriteLine(isFixed ? "using System;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\n" : "using System;\nusing Btf.Core.Values;\n");
        if (space is not null)
        {
            output.WriteLine($"namespace {string.Join('.', space.Split('.').Select(CSharpNames.Escaped))};\n");
        }

        if (isFixed)
        {
            if (types.Any(type => type.Object.ByteOrder == BtfByteOrder.BigEndian))
            {
                output.WriteLine("// The structures are big-endian: on a little-endian machine, every number is to be reversed.\n");
            }

            CSharpLayout layout = new(output);
            layout.Write(types);
        }
        else
        {
            CSharpBinding.Write(types, output);
        }
    }

    private static string? FileOf(string[] words) =>
        words is [.., string last] && (last == InputFile.StandardInput || last.Contains('.', StringComparison.Ordinal) || last.Contains('/', StringComparison.Ordinal) || File.Exists(last)) ? last : null;

    private static BtfType Find(Source source, string text)
    {
        TypeName name = TypeName.Parse(text);
        foreach (NamedObject part in source.Objects)
        {
            BtfType[] types = [.. name.Find(part.Object).Where(type => type.TryGetUnderlying(out BtfType end) && end.Kind is BtfKind.Struct or BtfKind.Union)];
            if (types.Length > 0)
            {
                return types.OrderBy(type => type.Kind == BtfKind.Typedef).First();
            }

            if (name.Find(part.Object).Count > 0)
            {
                throw new ToolException(ExitCode.No, $"'{text}' is no structure or union.");
            }
        }

        throw TypeName.NoneNamed(text, [source.Main.Object]);
    }
}
