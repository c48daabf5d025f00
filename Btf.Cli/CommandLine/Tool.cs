using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The tool: its commands, and what becomes of their errors.</summary>
internal static class Tool
{
    public static int Run(string[] arguments)
    {
        try
        {
            // A name may start with '@': no file of arguments is read for it.
            ParseResult parsed = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                return Fail(ExitCode.WrongUsage, UsageError(parsed));
            }

            // No handler for Ctrl-C: the process then ends at once, as programs that write nothing but their answer may.
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
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
        catch (Exception e) when (e is BtfFormatException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return Fail(ExitCode.Unreadable, e.Message);
        }
        catch (ArgumentException e)
        {
            return Fail(ExitCode.WrongUsage, e.Message);
        }
    }

    private static RootCommand CreateRoot()
    {
        RootCommand root = new("Looks into BTF, the types that the Linux kernel, its modules and BPF programs carry about themselves.")
        {
            new ShowCommand(),
            new FindCommand(),
            new PathCommand(),
            new DumpCommand(),
            new StatCommand(),
            new ExtractCommand(),
            new VerifyCommand(),
            new ListCommand(),
            new MergeCommand(),
            new DedupCommand(),
            new SortCommand(),
            new DistillCommand(),
            new StripCommand(),
            new ExtCommand(),
        };
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual } help)
            {
                help.Action = new ExampleHelp(usual);
            }
        }

        return root;
    }

    private static string UsageError(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string what = parsed.UnmatchedTokens.Count == 0 ? parsed.Errors[0].Message : $"Unrecognized command or argument '{parsed.UnmatchedTokens[0]}'.";
        if (command is RootCommand && parsed.UnmatchedTokens is [string typed, ..] && NearNames.Of(typed, command.Subcommands.Select(known => known.Name)) is [string near, ..])
        {
            what += $" Did you mean '{near}'?";
        }

        return $"{what} See '{(command is RootCommand ? "btf" : $"btf {command.Name}")} --help'.";
    }

    private static int Fail(int exitCode, string message)
    {
        Warning.Write(message);
        return exitCode;
    }
}
