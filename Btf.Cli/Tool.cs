using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The tool: runs commands and reports their errors.</summary>
internal static class Tool
{
    // In the order of the help, which ends with the commands that tell about the others.
    private static readonly (string Name, Func<Command> Create)[] _commands =
    [
        ("show", () => new ShowCommand()),
        ("find", () => new FindCommand()),
        ("path", () => new PathCommand()),
        ("print", () => new PrintCommand()),
        ("gen", () => new GenCommand()),
        ("offsets", () => new OffsetsCommand()),
        ("dump", () => new DumpCommand()),
        ("stat", () => new StatCommand()),
        ("extract", () => new ExtractCommand()),
        ("verify", () => new VerifyCommand()),
        ("draw", () => new DrawCommand()),
        ("list", () => new ListCommand()),
        ("merge", () => new MergeCommand()),
        ("dedup", () => new DedupCommand()),
        ("sort", () => new SortCommand()),
        ("distill", () => new DistillCommand()),
        ("strip", () => new StripCommand()),
        ("build", () => new BuildCommand()),
        ("ext", () => new ExtCommand()),
        ("diff", () => new DiffCommand()),
        ("history", () => new HistoryCommand()),
        ("core", () => new CoreCommand()),
        ("matrix", () => new MatrixCommand()),
        ("min", () => new MinCommand()),
    ];

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words after the tool's name.</param>
    /// <param name="streams">Where the answer and the errors go.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, StandardStreams streams)
    {
        StandardStreams.Current = streams;
        try
        {
            return Answer(TypeWords.Join(RawArguments.Restore(arguments)));
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Done;
        }
        catch (ToolException e)
        {
            return Fail(e.ExitCode, e.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return Fail(ExitCode.Unreadable, "The regular expression took too long on one name. Write a simpler one, or a glob.");
        }
        catch (Exception e) when (e is BtfFormatException or InvalidDataException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return Fail(ExitCode.Unreadable, e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return Fail(ExitCode.Unreadable, "The data is nested too deeply.");
        }
        catch (OutOfMemoryException)
        {
            return Fail(ExitCode.Unreadable, "There is not enough memory for the answer.");
        }
        catch (ArgumentException e)
        {
            return Fail(ExitCode.WrongUsage, e.Message);
        }
        catch (Exception e)
        {
            return Fail(ExitCode.Unreadable, $"This is an error of btf itself, please report it: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Makes the commands, each with its options.</summary>
    /// <param name="only">The name of the one command that is needed; null, or another word, for all commands.</param>
    public static Command CreateRoot(string? only = null)
    {
        const string description = "Looks into BTF, the types that the Linux kernel, its modules and BPF programs carry about themselves.";
        bool isOne = _commands.Any(command => command.Name == only);

        // The library's own root looks up texts and the program's name through reflection, which takes a tenth of a short answer's time.
        Command root = isOne ? new Command(CommandPath.ToolName, description) : new RootCommand(description);
        foreach ((string name, Func<Command> create) in _commands)
        {
            if (!isOne || name == only)
            {
                root.Add(create());
            }
        }

        if (!isOne)
        {
            root.Add(new HelpCommand());
            root.Add(new CompletionCommand());
            root.Add(new ManCommand());
        }

        root.Add(new Option<bool>(Pager.Off) { Description = "Write long answers to the terminal without a pager", Recursive = true, Arity = ArgumentArity.Zero });
        AddHelp(root);

        // A flag takes no value: otherwise the parser would read a file name 'true' as one.
        foreach (Option flag in root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command)).SelectMany(command => command.Options).Where(option => option is Option<bool>))
        {
            flag.Arity = ArgumentArity.Zero;
        }

        return root;
    }

    private static void AddHelp(Command root)
    {
        // The library's own has the names /h and /?, which are paths here.
        if (root.Options.FirstOrDefault(option => option is HelpOption) is { } known)
        {
            root.Options.Remove(known);
        }

        root.Add(new Option<bool>("--help", "-h", "-?") { Recursive = true, Description = "Show this help", Action = new HelpAction() });
    }

    private static int Answer(string[] arguments)
    {
        // A name may start with '@', so the parser must not read arguments from a file.
        // Options of one command cost a tenth of the time that those of all commands take.
        Command root = CreateRoot(arguments is [var command, ..] ? command : null);
        ParseResult parsed;
        try
        {
            parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        }
        catch (InvalidOperationException e)
        {
            // A check of several options has asked for the value of an option that cannot be parsed.
            return Fail(ExitCode.WrongUsage, UsageErrors.Of(e.Message, root, arguments));
        }

        bool isCompletion = arguments is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);
        if (!isCompletion && parsed.Action is not HelpAction && UsageErrors.Of(parsed, arguments) is { } wrong)
        {
            return Fail(ExitCode.WrongUsage, wrong);
        }

        // There is no handler for Ctrl-C, so the process ends at once.
        using StreamWriter output = new(StandardStreams.Current.OpenOutput(), new UTF8Encoding(false), bufferSize: 256);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = output });
        }
        catch (InvalidOperationException) when (isCompletion)
        {
            // A check of options that go together has asked for the value that is to be completed.
            WriteChoices(output, root, arguments[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return ExitCode.Done;
        }
        finally
        {
            output.Flush();
        }
    }

    private static void WriteChoices(StreamWriter output, Command root, string[] words)
    {
        Option? last = CommandPath.Find(root, words.Skip(1)).Options.FirstOrDefault(option => SymbolText.Aliases(option).Contains(words[^1]));
        foreach (string choice in last is null ? [] : SymbolText.Choices(last))
        {
            output.WriteLine(choice);
        }
    }

    private static int Fail(int exitCode, string message)
    {
        Warning.Write(message);
        return exitCode;
    }
}
