using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf show</c>: what a name stands for.</summary>
internal sealed class ShowCommand : ToolCommand
{
    private readonly Argument<string> _name = CommonSymbols.TypeName("NAME", "A type's or function's name; 'struct NAME' where others have it too");
    private readonly SourceSymbols _source;

    public ShowCommand()
        : base("show", "Shows the C declaration of a type or function, of a structure with its layout", "btf show tcp_sendmsg", "btf show 'struct list_head' vmlinux.btf")
    {
        Add(_name);
        _source = new SourceSymbols(this);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        TypeName name = TypeName.Parse(arguments.GetRequiredValue(_name));
        using Source source = _source.Open(arguments);
        foreach (NamedObject part in source.Objects)
        {
            List<BtfType> types = name.Find(part.Object);
            if (types.Count == 0)
            {
                continue;
            }

            if (arguments.GetValue(Json))
            {
                JsonText.Write(output, json => WriteJson(json, source, part, types));
            }
            else
            {
                Write(output, source, part, types);
            }

            return ExitCode.Done;
        }

        throw TypeName.NoneNamed(arguments.GetRequiredValue(_name), [source.First.Object]);
    }

    private static void Write(TextOutput output, Source source, NamedObject part, List<BtfType> types)
    {
        for (int i = 0; i < types.Count; i++)
        {
            if (i != 0)
            {
                output.Write("\n"u8);
            }

            if (types.Count > 1)
            {
                output.WriteLine(SafeText.Of($"/* {source.NameOf(part, types[i])} [{types[i].Id}] */"));
            }

            BtfDump.WriteLayout(types[i], output);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, Source source, NamedObject part, List<BtfType> types)
    {
        json.WriteStartArray();
        foreach (BtfType type in types)
        {
            json.WriteStartObject();
            json.WriteString("object", source.NameOf(part, type));
            json.WriteNumber("id", type.Id);
            json.WriteString("kind", KindNames.Of(type.Kind));
            json.WriteString("name", type.Name.ToString());
            json.WriteString("type", type.ToString());
            if (type.TryGetSizeInBytes(out uint size))
            {
                json.WriteNumber("size", size);
            }

            if (type.TryAsComposite(out BtfComposite composite))
            {
                WriteMembers(json, composite);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, BtfComposite composite)
    {
        json.WriteStartArray("members");
        foreach (BtfMember member in composite.Members)
        {
            json.WriteStartObject();
            json.WriteString("name", member.Name.ToString());
            json.WriteNumber("typeId", member.TypeId);
            json.WriteString("type", member.Type.ToString());
            json.WriteNumber("bitOffset", member.BitOffset);
            if (member.BitfieldSize != 0)
            {
                json.WriteNumber("bitfieldSize", member.BitfieldSize);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
