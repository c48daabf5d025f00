using System.CommandLine;

namespace Btf.Cli;

/// <summary>A command, with examples for its help and the option that all commands have.</summary>
internal abstract class ToolCommand : Command
{
    protected ToolCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction(Invoke);
    }

    /// <summary>Command lines that the help shows.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected Option<bool> Json { get; } = new("--json") { Description = "Write JSON for programs" };

    /// <summary>Runs the command. The caller flushes the output when this returns.</summary>
    protected abstract int Run(ParseResult arguments, TextOutput output);

    private int Invoke(ParseResult arguments)
    {
        using TextOutput output = TextOutput.ToReader(arguments.GetValue<bool>(Pager.Off));
        int exitCode = Run(arguments, output);
        output.Flush();
        return exitCode;
    }
}
