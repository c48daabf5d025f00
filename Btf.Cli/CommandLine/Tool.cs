using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The tool: its commands, and what becomes of their errors.</summary>
internal static class Tool
{
    public static int Run(string[] arguments)
    {
        try
        {
            ParseResult parsed = CreateRoot().Parse(arguments);
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
        catch (Exception e) when (e is BtfFormatException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return Fail(ExitCode.Unreadable, e.Message);
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
        return $"{what} See '{(command is RootCommand ? "btf" : $"btf {command.Name}")} --help'.";
    }

    private static int Fail(int exitCode, string message)
    {
        Warning.Write(message);
        return exitCode;
    }
}
