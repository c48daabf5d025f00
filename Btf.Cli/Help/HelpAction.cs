using System.CommandLine;
using System.CommandLine.Invocation;

namespace Btf.Cli;

/// <summary><c>--help</c>: shows a command's help.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    /// <summary><c>--help</c> takes precedence over parse errors.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        using TextOutput output = TextOutput.ToReader(parseResult.GetValue<bool>(Pager.Off));
        new HelpText(output).Write(parseResult.CommandResult.Command);
        output.Flush();
        return ExitCode.Done;
    }
}
