using System.CommandLine;
using System.Globalization;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Arguments and options that several commands have, worded once.</summary>
internal static class CommonSymbols
{
    private const int MostCompletions = 200;

    public static Option<string?> Base() => new("--base") { Description = "The file that FILE is split from", HelpName = "FILE" };

    public static Option<int?> Unit()
    {
        Option<int?> unit = new("--unit") { Description = "Which of several units in one section of FILE, from 0", HelpName = "N" };
        unit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value < 0)
            {
                result.AddError($"--unit counts from 0; there is no unit {value}.");
            }
        });
        return unit;
    }

    /// <summary>The option for what a loaded program came with.</summary>
    public static Option<uint?> Program() => new("--prog") { Description = "Ask what a loaded program came with, by the program's id", HelpName = "ID" };

    /// <summary>The option for an object that the running kernel has loaded.</summary>
    /// <param name="name">Its name: <c>--id</c>, or another where that is a type's.</param>
    public static Option<uint?> Loaded(string name) => new(name) { Description = "Ask a loaded object by its id, as 'btf list' shows it", HelpName = "ID" };

    public static Option<string> Output() => new("--output", "-o") { Description = "The file to write", HelpName = "OUT.btf", Required = true };

    /// <summary>Refuses command lines that would mix a written object with another, or with what is told about it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="json">Its option for JSON; null where standard output is not told what was written.</param>
    /// <param name="outputs">The options that name files to write.</param>
    public static void CheckOutputs(Command command, Option<bool>? json, params Option<string>[] outputs) => command.Validators.Add(result =>
    {
        string[] paths = [.. outputs.Select(output => result.GetValue(output)).OfType<string>()];
        if (json is not null && result.GetValue(json) && paths.Contains(OutputFile.StandardOutput))
        {
            result.AddError("--json tells what was written, and - writes it to standard output: give one of them.");
        }

        if (paths.Distinct().Count() < paths.Length)
        {
            result.AddError($"{string.Join(" and ", outputs.Select(output => output.Name))} must name two files.");
        }
    });

    /// <summary>A name of a type, completed from the running kernel.</summary>
    public static Argument<string> TypeName(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.CompletionSources.Add(context => Complete(context.WordToComplete));
        return argument;
    }

    /// <summary>Names of types, completed from the running kernel.</summary>
    public static Argument<string[]> TypeNames(string name, string description)
    {
        Argument<string[]> argument = new(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        argument.CompletionSources.Add(context => Complete(context.WordToComplete));
        return argument;
    }

    private static SortedSet<string> Complete(string prefix)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        if (prefix.Length > 0 && KernelBtf.TryOpen(out BtfObject? kernel, out _, new BtfOpenOptions { NameLookup = NameLookup.Scan }))
        {
            using (kernel)
            {
                foreach (BtfType type in kernel.SearchTypes(BtfNamePattern.Prefix(prefix)))
                {
                    if (names.Count == MostCompletions)
                    {
                        break;
                    }

                    // A name with other characters is no word of a command line, and might steer the terminal.
                    string name = SafeText.Decode(type.Name.Utf8);
                    _ = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') && names.Add(name);
                }
            }
        }

        return names;
    }
}
