using System.CommandLine;
using System.Globalization;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The arguments and options that several commands share.</summary>
internal static class CommonSymbols
{
    private const int MostCompletions = 200;

    public static Option<string?> Base() => new("--base") { Description = "The file that FILE is split from", HelpName = "FILE" };

    public static Option<int?> Unit()
    {
        Option<int?> unit = new("--unit") { Description = "The number of the unit, from 0, if a section of FILE holds several", HelpName = "N" };
        unit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value < 0)
            {
                result.AddError($"--unit counts from 0; there is no unit {value}.");
            }
        });
        return unit;
    }

    /// <summary>Makes the option for the BTF that a loaded program came with.</summary>
    public static Option<uint?> Program() => new("--prog") { Description = "Read the BTF of a loaded program, by the program's id", HelpName = "ID" };

    /// <summary>Makes the option for an object that the running kernel has loaded.</summary>
    /// <param name="name">Its name: <c>--id</c>, or another name where <c>--id</c> means a type.</param>
    public static Option<uint?> Loaded(string name) => new(name) { Description = "Read a loaded BTF object, by its id in 'btf list'", HelpName = "ID" };

    public static Option<string> Output() => new("--output", "-o") { Description = "The file to write", HelpName = "OUT.btf", Required = true };

    /// <summary>Refuses command lines that would write two objects, or an object and the report about it, to one place.</summary>
    /// <param name="command">The command.</param>
    /// <param name="json">Its option for JSON; null for a command that does not report on standard output what it wrote.</param>
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

    /// <summary>An argument for the name of a type, which shells complete from the running kernel.</summary>
    public static Argument<string> TypeName(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.CompletionSources.Add(context => Complete(context.WordToComplete));
        return argument;
    }

    /// <summary>An argument for names of types, which shells complete from the running kernel.</summary>
    public static Argument<string[]> TypeNames(string name, string description)
    {
        Argument<string[]> argument = new(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        argument.CompletionSources.Add(context => Complete(context.WordToComplete));
        return argument;
    }

    /// <summary>Lets shells complete an option's value from the names of the running kernel's types.</summary>
    public static void CompleteTypes(Option option) => option.CompletionSources.Add(context => Complete(context.WordToComplete));

    /// <summary>Lets shells complete a path from the names of the running kernel's types, and of the members of the last one.</summary>
    public static void CompleteMembers(Argument<string> path) => path.CompletionSources.Add(context => PathCompletion.Of(context.WordToComplete, MostCompletions));

    /// <summary>Whether a name needs no quotes on a command line. Other names could also send control characters to the terminal.</summary>
    public static bool IsPlain(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

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

                    string name = SafeText.Decode(type.Name.Utf8);
                    _ = IsPlain(name) && names.Add(name);
                }
            }
        }

        return names;
    }
}
