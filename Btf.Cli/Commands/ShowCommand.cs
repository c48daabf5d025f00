using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf show</c>: shows the types and variables that have a name.</summary>
internal sealed class ShowCommand : ToolCommand
{
    private readonly Argument<string[]> _words = CommonSymbols.TypeNames("NAME", "Names of types or functions ('struct NAME' if other types have it too), and then a file with BTF [default: the running kernel and its modules]");
    private readonly SourceSymbols _source;
    private readonly Option<bool> _expand = new("--expand") { Description = "Write members that are structures in place" };
    private readonly Option<bool> _hex = new("--hex") { Description = "Write offsets and sizes in hexadecimal" };
    private readonly Option<bool> _reorder = new("--reorder") { Description = "Show an order of the members that closes holes, and what it saves" };
    private readonly Option<string[]> _hot = new("--hot") { Description = "With --reorder, put this member first", HelpName = "MEMBER" };

    public ShowCommand()
        : base(
            "show",
            "Shows types and functions as C declares them, and structures with their layout",
            "btf show tcp_sendmsg",
            "btf show struct list_head vmlinux.btf",
            "btf show list_head hlist_head --hex",
            "btf show sk_buff --reorder --hot len")
    {
        Add(_words);
        _source = new SourceSymbols(this, _words, words => ShowWords.Read(words).Files);
        Add(_expand);
        Add(_hex);
        Add(_reorder);
        Add(_hot);
        Add(Json);
        Validators.Add(result =>
        {
            bool shows = result.GetValue(_expand) || result.GetValue(_hex);
            if (result.GetValue(_reorder) ? shows || result.GetValue(Json) : result.GetValue(_hot) is { Length: > 0 })
            {
                result.AddError(result.GetValue(_reorder) ? "--reorder excludes --expand, --hex and --json." : "--hot needs --reorder.");
            }

            if (shows && result.GetValue(Json))
            {
                result.AddError("--json excludes --expand and --hex.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        ShowWords words = ShowWords.Read(arguments.GetRequiredValue(_words));
        using Source source = _source.Open(arguments);
        List<(NamedObject Part, BtfType Type)> found = [];
        List<string> missing = [];
        foreach (string name in words.Names)
        {
            TypeName parsed = TypeName.Parse(name);
            List<(NamedObject Part, BtfType Type)> types = [.. source.Objects.Select(part => parsed.Find(part.Object).Select(type => (part, type)).ToList()).FirstOrDefault(list => list.Count > 0) ?? []];
            found.AddRange(types);
            if (types.Count == 0)
            {
                missing.Add(name);
            }
        }

        if (arguments.GetValue(_reorder))
        {
            found.RemoveAll(item => item.Type.Kind != BtfKind.Struct);
            if (found.Count == 0 && missing.Count == 0)
            {
                throw new ToolException(ExitCode.No, $"{words.Names[0]} is no structure, so that it has no order of members.");
            }
        }

        for (int i = 0; i < missing.Count - (found.Count == 0 ? 1 : 0); i++)
        {
            Warning.Write(NoneNamed(missing[i], source.First.Object).Message);
        }

        if (found.Count == 0)
        {
            throw NoneNamed(missing[^1], source.First.Object);
        }

        Write(arguments, output, source, found);
        return missing.Count == 0 ? ExitCode.Done : ExitCode.No;
    }

    /// <summary>Returns the error for a name that no type has. If it is a pattern or a value of an enumeration, the error says where to look.</summary>
    private static ToolException NoneNamed(string name, BtfObject btf)
    {
        // A star after a space is C's, as in 'struct sock *'.
        int star = name.IndexOf('*', StringComparison.Ordinal);
        if (name.AsSpan().ContainsAny('?', '[') || star == 0 || (star > 0 && name[star - 1] != ' '))
        {
            return new ToolException(ExitCode.No, $"No type is named '{name}'. A pattern is asked with 'btf find'.");
        }

        if (!SafeText.HasBytes(name))
        {
            foreach (BtfEnumValue value in btf.SearchEnumValues(BtfNamePattern.Exact(name)))
            {
                return new ToolException(ExitCode.No, $"No type is named '{name}'. It is a value of {value.DeclaringType} [{value.DeclaringType.Id}].");
            }
        }

        return TypeName.NoneNamed(name, [btf]);
    }

    private void Write(ParseResult arguments, TextOutput output, Source source, List<(NamedObject Part, BtfType Type)> found)
    {
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json =>
            {
                json.WriteStartArray();
                found.ForEach(item => ShowJson.Write(json, source.NameOf(item.Part, item.Type), item.Type));
                json.WriteEndArray();
            });
            return;
        }

        BtfLayoutStyle style = (arguments.GetValue(_expand) ? BtfLayoutStyle.Expanded : 0) | (arguments.GetValue(_hex) ? BtfLayoutStyle.Hexadecimal : 0);
        HashSet<string> hot = [.. arguments.GetValue(_hot) ?? []];
        for (int i = 0; i < found.Count; i++)
        {
            (NamedObject part, BtfType type) = found[i];
            if (i != 0)
            {
                output.Write("\n"u8);
            }

            if (found.Count > 1)
            {
                output.WriteLine(SafeText.Of($"/* {source.NameOf(part, type)} [{type.Id}] */"));
            }

            if (type.TryAsDataSection(out BtfDataSection section))
            {
                SectionText.Write(output, section);
            }
            else if (type.TryAsVariable(out BtfVariable variable))
            {
                VariableText.Write(output, part.Object, variable);
            }
            else if (arguments.GetValue(_reorder))
            {
                WriteOrder(output, type.AsComposite(), hot);
            }
            else
            {
                BtfDump.WriteLayout(type, output, style);
            }
        }
    }

    private static void WriteOrder(TextOutput output, BtfComposite composite, HashSet<string> hot)
    {
        foreach (string name in hot)
        {
            if (!composite.TryFindMember(name, out _))
            {
                throw new ToolException(ExitCode.No, $"{composite.AsType()} has no member '{name}'.");
            }
        }

        PackedOrderText.Write(output, composite, hot);
    }
}
