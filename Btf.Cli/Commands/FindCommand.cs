using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf find</c>: which types, members or values have a name like this.</summary>
internal sealed class FindCommand : ToolCommand
{
    private static readonly TimeSpan _regexTime = TimeSpan.FromSeconds(1);
    private readonly Argument<string> _pattern = CommonSymbols.TypeName("PATTERN", "A name; with * or ? a pattern");
    private readonly SourceSymbols _source;
    private readonly Option<string[]> _kinds = new("--kind") { Description = "Only types of this kind, such as struct, func, typedef", HelpName = "KIND" };
    private readonly Option<bool> _glob = new("--glob") { Description = "PATTERN is a glob: * any text, ? any character" };
    private readonly Option<bool> _regex = new("--regex") { Description = "PATTERN is a .NET regular expression" };
    private readonly Option<bool> _member = new("--member") { Description = "Find members of structures and unions" };
    private readonly Option<bool> _value = new("--value") { Description = "Find values of enumerations" };
    private readonly Option<string?> _takes = new("--takes") { Description = "Only functions that take this type, by value or by pointer", HelpName = "TYPE" };
    private readonly Option<string?> _returns = new("--returns") { Description = "Only functions that return this type, by value or by pointer", HelpName = "TYPE" };
    private readonly Option<bool> _kfunc = new("--kfunc") { Description = "Only functions that BPF programs may call" };
    private readonly Option<bool> _count = new("--count") { Description = "Tell only how many there are" };

    public FindCommand()
        : base("find", "Finds types, members or values by name", "btf find 'tcp_*_ops' --kind struct", "btf find 'tcp_*' --takes sock --count", "btf find vruntime --member")
    {
        _kinds.AcceptOnlyFromAmong(KindNames.All.ToArray());
        Add(_pattern);
        _source = new SourceSymbols(this, many: true);
        foreach (Option option in (Option[])[_kinds, _glob, _regex, _member, _value, _takes, _returns, _kfunc, _count, Json])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_glob) && result.GetValue(_regex))
            {
                result.AddError("--glob and --regex exclude one another.");
            }

            bool elements = result.GetValue(_member) || result.GetValue(_value);
            bool functions = result.GetValue(_takes) is not null || result.GetValue(_returns) is not null || result.GetValue(_kfunc);
            if ((result.GetValue(_member) && result.GetValue(_value)) || (elements && functions))
            {
                result.AddError("--member, --value and the options about functions exclude one another.");
            }

            if (functions && result.GetValue(_kinds) is { Length: > 0 } kinds && kinds.Any(kind => kind != "func"))
            {
                result.AddError("--takes, --returns and --kfunc find functions: another --kind finds nothing.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        FindQuestion question = new()
        {
            Pattern = PatternOf(arguments),
            Kinds = KindsOf(arguments.GetValue(_kinds) ?? []),
            Members = arguments.GetValue(_member),
            Values = arguments.GetValue(_value),
            Takes = arguments.GetValue(_takes),
            Returns = arguments.GetValue(_returns),
            IsKfunc = arguments.GetValue(_kfunc),
        };
        bool failed = false;
        IEnumerable<FoundName> found = Sources(arguments, () => failed = true).SelectMany(part => Guard(part, question.Ask(part), () => failed = true));
        if (arguments.GetValue(_count))
        {
            int total = found.Count();
            question.ThrowIfUnanswered();
            return Exit(WriteCount(output, total, arguments.GetValue(Json)), failed);
        }

        int exitCode = arguments.GetValue(Json) ? WriteJson(output, found) : Write(output, found, arguments);
        question.ThrowIfUnanswered();
        return Exit(exitCode, failed);
    }

    private static int Exit(int exitCode, bool failed) => failed ? ExitCode.Unreadable : exitCode;

    private IEnumerable<NamedObject> Sources(ParseResult arguments, Action failed)
    {
        foreach (Source source in _source.OpenEach(arguments, failed))
        {
            using (source)
            {
                foreach (NamedObject part in source.Objects)
                {
                    yield return part;
                }

                if (source.HasFailures)
                {
                    failed();
                }
            }
        }
    }

    /// <summary>Passes on what is found. An object that turns out to be broken is reported, and the search goes on in the next.</summary>
    private static IEnumerable<FoundName> Guard(NamedObject part, IEnumerable<FoundName> found, Action failed)
    {
        using IEnumerator<FoundName> walk = found.GetEnumerator();
        while (true)
        {
            try
            {
                if (!walk.MoveNext())
                {
                    yield break;
                }
            }
            catch (BtfFormatException e)
            {
                Warning.Write($"{part.Name}: {e.Message}");
                failed();
                yield break;
            }

            yield return walk.Current;
        }
    }

    private BtfNamePattern PatternOf(ParseResult arguments)
    {
        string text = arguments.GetRequiredValue(_pattern);
        if (arguments.GetValue(_regex))
        {
            try
            {
                return BtfNamePattern.Regex(RegexOf(text));
            }
            catch (ArgumentException e)
            {
                throw new ToolException(ExitCode.WrongUsage, e.Message);
            }
        }

        return arguments.GetValue(_glob) || text.AsSpan().ContainsAny('*', '?') ? BtfNamePattern.Glob(text) : BtfNamePattern.Exact(text);
    }

    /// <summary>The expression by the engine whose time is linear in the name, where it has all that the expression needs.</summary>
    private static Regex RegexOf(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, _regexTime);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, RegexOptions.CultureInvariant, _regexTime);
        }
    }

    private static BtfKinds KindsOf(string[] names)
    {
        BtfKinds kinds = names.Length == 0 ? BtfKinds.All : BtfKinds.None;
        foreach (string name in names)
        {
            if (KindNames.TryParse(name, out BtfKind kind))
            {
                kinds |= (BtfKinds)(1u << (int)kind);
            }
        }

        return kinds;
    }

    private static int WriteCount(TextOutput output, int count, bool asJson)
    {
        if (asJson)
        {
            JsonText.Write(output, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("count", count);
                json.WriteEndObject();
            });
        }
        else
        {
            output.WriteLine($"{count}");
        }

        return count == 0 ? ExitCode.No : ExitCode.Done;
    }

    private int Write(TextOutput output, IEnumerable<FoundName> found, ParseResult arguments)
    {
        ObjectColumn objects = new(_source.Names(arguments));
        Listing listing = new(output, new Column("Id", 7, IsNumber: true), new Column("Kind", 8, Colour: KindColour.Of), objects.Column, new Column("Name", 0));
        int count = 0;
        foreach (FoundName name in found)
        {
            listing.Add($"{name.Type.Id}", KindNames.Of(name.Type.Kind), objects.Shorten(name.ObjectName), name.Text);
            count++;
        }

        return count == 0 ? ExitCode.No : ExitCode.Done;
    }

    private static int WriteJson(TextOutput output, IEnumerable<FoundName> found)
    {
        int count = 0;
        JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (FoundName name in found)
            {
                name.Write(json);
                count++;
            }

            json.WriteEndArray();
        });
        return count == 0 ? ExitCode.No : ExitCode.Done;
    }
}
