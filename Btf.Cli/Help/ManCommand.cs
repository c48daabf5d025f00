using System.CommandLine;

namespace Btf.Cli;

/// <summary><c>btf man</c>: writes the manual page.</summary>
internal sealed class ManCommand : ToolCommand
{
    public ManCommand()
        : base("man", "Writes the manual page", "btf man | man -l -", "btf man > /usr/local/share/man/man1/btf.1")
    {
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        new ManualPage(output).Write((RootCommand)arguments.RootCommandResult.Command);
        return ExitCode.Done;
    }
}
