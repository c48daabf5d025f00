using System.CommandLine;
using System.CommandLine.Parsing;

namespace Btf.Cli;

/// <summary>A command, with examples for its help and the option that all have.</summary>
internal abstract class ToolCommand : Command
{
    protected ToolCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        Validators.Add(RefuseUnknownOptions);
        Validators.Add(RefuseEmptyArguments);
        SetAction(Invoke);
    }

    /// <summary>Command lines that the help shows.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected Option<bool> Json { get; } = new("--json") { Description = "Write JSON for programs" };

    /// <summary>Answers. What is written goes out when this returns.</summary>
    protected abstract int Run(ParseResult arguments, TextOutput output);

    /// <summary>What looks like an option is none of an argument's values; a file of such a name can be given as <c>./-name</c>.</summary>
    private static void RefuseUnknownOptions(CommandResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value is ['-', _, ..])
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        }
    }

    private static void RefuseEmptyArguments(CommandResult result)
    {
        foreach (SymbolResult symbol in result.Children.Append(result))
        {
            if (symbol.Tokens.Any(token => token.Value.Length == 0))
            {
                string name = symbol is OptionResult option ? option.Option.Name : symbol is ArgumentResult argument ? argument.Argument.Name : "An argument";
                result.AddError($"{name} must not be empty.");
                return;
            }
        }
    }

    private int Invoke(ParseResult arguments)
    {
        using TextOutput output = TextOutput.ToStandardOutput();
        int exitCode = Run(arguments, output);
        output.Flush();
        return exitCode;
    }
}
