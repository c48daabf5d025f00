using System.CommandLine;
using System.CommandLine.Parsing;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The symbols that tell a command where to look: <c>FILE</c>, <c>--base</c> and <c>--sample</c>. Many commands share them.</summary>
internal sealed class SourceSymbols
{
    private readonly Argument<string[]> _files;
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<bool> _sample = new("--sample") { Description = "Read a small sample of a kernel's types, which is part of the tool" };

    private readonly Option<int?> _unit = CommonSymbols.Unit();

    private readonly Option<uint?> _program = CommonSymbols.Program();
    private readonly Option<uint?> _map = new("--map") { Description = "Read the BTF of a loaded map, by the map's id", HelpName = "ID" };
    private readonly Option<uint?> _loaded;

    private readonly Func<string[], string[]> _filesOf = static words => words;

    /// <summary>Returns the file that the user gave in the place of an earlier argument; null where that argument is not a file.</summary>
    public Func<CommandResult, string?> LeadingFile { get; set; } = static _ => null;

    /// <param name="command">The command that gets the symbols. FILE is its last argument.</param>
    /// <param name="many">Whether several files can be given.</param>
    /// <param name="idName">The option that names a loaded object by its id.</param>
    public SourceSymbols(Command command, bool many = false, string idName = "--id")
    {
        _loaded = CommonSymbols.Loaded(idName);
        _files = new Argument<string[]>("FILE")
        {
            Description = many
                ? "Files with BTF [default: the running kernel and its modules]"
                : "A file with BTF: raw, ELF, module or kernel image [default: the running kernel and its modules]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        command.Add(_files);
        AddOptions(command, many);
    }

    /// <param name="command">The command that gets the symbols.</param>
    /// <param name="words">An argument of the command that has the file among other words.</param>
    /// <param name="filesOf">Returns the files among the words.</param>
    public SourceSymbols(Command command, Argument<string[]> words, Func<string[], string[]> filesOf)
    {
        _loaded = CommonSymbols.Loaded("--id");
        _files = words;
        _filesOf = filesOf;
        AddOptions(command, many: false);
    }

    private void AddOptions(Command command, bool many)
    {
        command.Add(_base);
        command.Add(_unit);
        command.Add(_program);
        command.Add(_map);
        command.Add(_loaded);
        command.Add(_sample);
        command.Validators.Add(result =>
        {
            string[] files = Files(result);
            int count = files.Length;
            bool named = count > 0;
            if (count > 1 && !many)
            {
                result.AddError($"Unrecognized argument '{files[1]}': one FILE is asked at a time.");
            }

            if (result.GetValue(_base) is not null && !named)
            {
                result.AddError("--base needs a FILE that is split from it.");
            }

            if (result.GetValue(_unit) is not null && !named)
            {
                result.AddError("--unit needs a FILE that has the unit.");
            }

            string[] sources = [.. ((Option[])[_sample, _program, _map, _loaded]).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            if (sources.Length > 1 || (sources.Length == 1 && named))
            {
                result.AddError($"{sources[0]} takes the place of {(sources.Length > 1 ? sources[1] : "FILE")}: give one of them.");
            }
        });
    }

    /// <summary>The number of files that the command line names.</summary>
    public int CountFiles(CommandResult result) => Files(result).Length;

    /// <summary>Whether the command line names a place to look.</summary>
    public bool IsGiven(CommandResult result) => CountFiles(result) > 0 || ((Option[])[_base, _unit, _sample, _program, _map, _loaded]).Any(option => result.GetResult(option) is { Implicit: false });

    private string[] Files(ParseResult arguments) => Files(arguments.CommandResult);

    private string[] Files(CommandResult result) => [.. LeadingFile(result) is { } first ? [first] : Array.Empty<string>(), .. _filesOf(result.GetValue(_files) ?? [])];

    /// <summary>The input files, over which no output may be written.</summary>
    public IEnumerable<string?> Inputs(ParseResult arguments) => InputsOf(arguments.GetValue(_base), Files(arguments));

    /// <summary>The input files and their bases, whether the command line names those or not.</summary>
    public static IEnumerable<string?> InputsOf(string? basePath, params IEnumerable<string> files) =>
        [.. files, .. basePath is null ? files.SelectMany(DefaultBase.Of) : [.. DefaultBase.OfBase(basePath), basePath]];

    /// <summary>The names of the objects that the command reads, as far as they are known before it opens them.</summary>
    public IReadOnlyList<string> Names(ParseResult arguments) => arguments.GetValue(_sample) ? ["sample"] : LoadedObject(arguments) is { IsGiven: true } loaded ? [loaded.Name] : Files(arguments) is { Length: > 0 } files ? files
        : Directory.Exists(Source.KernelFolder) ? [.. Directory.EnumerateFiles(Source.KernelFolder).Select(file => Path.GetFileName(file))] : [BtfCollection.BaseName];

    /// <summary>Opens the file, or the running kernel or the sample in its place.</summary>
    public Source Open(ParseResult arguments, NameLookup lookup = NameLookup.Scan) => arguments.GetValue(_sample)
        ? Source.OpenSample()
        : LoadedObject(arguments) is { IsGiven: true } loaded ? loaded.Open(lookup)
        : Source.Open(Files(arguments) is [string file, ..] ? file : null, arguments.GetValue(_base), lookup, arguments.GetValue(_unit));

    private LoadedObject LoadedObject(ParseResult arguments) => new(arguments.GetValue(_program), arguments.GetValue(_map), arguments.GetValue(_loaded));

    /// <summary>Opens each file when the walk reaches it. Reports a file that cannot be opened, and goes on with the next.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="failed">Called for each file that cannot be opened.</param>
    public IEnumerable<Source> OpenEach(ParseResult arguments, Action failed)
    {
        if (Files(arguments) is not { Length: > 1 } files)
        {
            yield return Open(arguments);
            yield break;
        }

        foreach (string file in files)
        {
            Source? source = null;
            try
            {
                source = Source.Open(file, arguments.GetValue(_base), unit: arguments.GetValue(_unit));
            }
            catch (ToolException e)
            {
                Warning.Write(e.Message);
                failed();
            }

            if (source is not null)
            {
                yield return source;
            }
        }
    }
}
