using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Where a command looks: <c>FILE</c>, <c>--base</c> and <c>--sample</c>, which many commands share.</summary>
internal sealed class SourceSymbols
{
    private readonly Argument<string[]> _files;
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<bool> _sample = new("--sample") { Description = "Ask the small sample of a kernel's types that the tool carries" };

    private readonly Option<int?> _unit = CommonSymbols.Unit();

    private readonly Func<string[], string[]> _filesOf = static words => words;

    /// <param name="command">The command that gets the symbols. FILE is its last argument.</param>
    /// <param name="many">Whether several files can be given.</param>
    public SourceSymbols(Command command, bool many = false)
    {
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
        _files = words;
        _filesOf = filesOf;
        AddOptions(command, many: false);
    }

    private void AddOptions(Command command, bool many)
    {
        command.Add(_base);
        command.Add(_unit);
        command.Add(_sample);
        command.Validators.Add(result =>
        {
            string[] files = _filesOf(result.GetValue(_files) ?? []);
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

            if (result.GetValue(_sample) && named)
            {
                result.AddError("--sample takes the place of FILE: give one of them.");
            }
        });
    }

    private string[] Files(ParseResult arguments) => _filesOf(arguments.GetValue(_files) ?? []);

    /// <summary>The files that are read, to tell an output from them.</summary>
    public IEnumerable<string?> Inputs(ParseResult arguments) => InputsOf(arguments.GetValue(_base), Files(arguments));

    /// <summary>Files that are read, and those that they are split from, whether the command line names them or not.</summary>
    public static IEnumerable<string?> InputsOf(string? basePath, params IEnumerable<string> files) =>
        [.. files, .. basePath is null ? files.SelectMany(DefaultBase.Of) : [.. DefaultBase.OfBase(basePath), basePath]];

    /// <summary>The names of the objects that are asked, as far as they are known before they are opened.</summary>
    public IReadOnlyList<string> Names(ParseResult arguments) => arguments.GetValue(_sample) ? ["sample"] : Files(arguments) is { Length: > 0 } files ? files
        : Directory.Exists(Source.KernelFolder) ? [.. Directory.EnumerateFiles(Source.KernelFolder).Select(file => Path.GetFileName(file))] : [BtfCollection.BaseName];

    /// <summary>Opens the file, or what stands for it.</summary>
    public Source Open(ParseResult arguments, NameLookup lookup = NameLookup.Scan) => arguments.GetValue(_sample)
        ? Source.OpenSample()
        : Source.Open(Files(arguments) is [string file, ..] ? file : null, arguments.GetValue(_base), lookup, arguments.GetValue(_unit));

    /// <summary>Opens each file when the walk reaches it. One that cannot be opened is reported, and the others are answered.</summary>
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
