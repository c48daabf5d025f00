using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf find</c>: which types, members or values have a name like this.</summary>
internal sealed class FindCommand : ToolCommand
{
    private static readonly TimeSpan _regexTime = TimeSpan.FromSeconds(5);
    private readonly Argument<string> _pattern = CommonSymbols.TypeName("PATTERN", "A name; with * or ? a pattern");
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF [default: the running kernel and its modules]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _base = CommonSymbols.Base();
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
        Add(_files);
        foreach (Option option in (Option[])[_base, _kinds, _glob, _regex, _member, _value, _takes, _returns, _kfunc, _count, Json])
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
        IEnumerable<FoundName> found = Sources(arguments).SelectMany(question.Ask);
        if (arguments.GetValue(_count))
        {
            int total = 0;
            Terminal.Await("Searching", () => total = found.Count());
            return WriteCount(output, total, arguments.GetValue(Json));
        }

        return arguments.GetValue(Json) ? WriteJson(output, found) : Write(output, found);
    }

    private IEnumerable<NamedObject> Sources(ParseResult arguments)
    {
        string?[] files = arguments.GetValue(_files) ?? [];
        foreach (string? file in files.Length == 0 ? [null] : files)
        {
            using Source source = Source.Open(file, arguments.GetValue(_base));
            foreach (NamedObject part in source.Objects)
            {
                yield return part;
            }
        }
    }

    private BtfNamePattern PatternOf(ParseResult arguments)
    {
        string text = arguments.GetRequiredValue(_pattern);
        if (arguments.GetValue(_regex))
        {
            try
            {
                return BtfNamePattern.Regex(new Regex(text, RegexOptions.CultureInvariant, _regexTime));
            }
            catch (ArgumentException e)
            {
                throw new ToolException(ExitCode.WrongUsage, e.Message);
            }
        }

        return arguments.GetValue(_glob) || text.AsSpan().ContainsAny('*', '?') ? BtfNamePattern.Glob(text) : BtfNamePattern.Exact(text);
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

    private static int Write(TextOutput output, IEnumerable<FoundName> found)
    {
        Listing listing = Listing.Create(output, new Column("Id", 7, IsNumber: true), new Column("Kind", 8), new Column("Object", 8), new Column("Name", 0));
        int count = 0;
        Terminal.Await("Searching", () =>
        {
            foreach (FoundName name in found)
            {
                listing.Add($"{name.Type.Id}", KindNames.Of(name.Type.Kind), name.ObjectName, name.Text);
                count++;
            }
        });

        if (count != 0)
        {
            listing.End();
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
