using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf show</c>: what a name stands for.</summary>
internal sealed class ShowCommand : ToolCommand
{
    private readonly Argument<string> _name = CommonSymbols.TypeName("NAME", "A type's or function's name; 'struct NAME' where others have it too");
    private readonly Argument<string?> _file = CommonSymbols.File();
    private readonly Option<string?> _base = CommonSymbols.Base();

    public ShowCommand()
        : base("show", "Shows the C declaration of a type or function, of a structure with its layout", "btf show tcp_sendmsg", "btf show 'struct list_head' vmlinux.btf")
    {
        Add(_name);
        Add(_file);
        Add(_base);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        TypeName name = TypeName.Parse(arguments.GetRequiredValue(_name));
        using Source source = Source.Open(arguments.GetValue(_file), arguments.GetValue(_base));
        foreach (NamedObject part in source.Objects)
        {
            List<BtfType> types = name.Find(part.Object);
            if (types.Count == 0)
            {
                continue;
            }

            if (arguments.GetValue(Json))
            {
                JsonText.Write(output, json => WriteJson(json, part.Name, types));
            }
            else
            {
                Write(output, types);
            }

            return ExitCode.Done;
        }

        throw new ToolException(ExitCode.No, $"There is no type of name '{arguments.GetRequiredValue(_name)}'.");
    }

    private static void Write(TextOutput output, List<BtfType> types)
    {
        for (int i = 0; i < types.Count; i++)
        {
            if (i != 0)
            {
                output.Write("\n"u8);
            }

            BtfDump.WriteLayout(types[i], output);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, string objectName, List<BtfType> types)
    {
        json.WriteStartArray();
        foreach (BtfType type in types)
        {
            json.WriteStartObject();
            json.WriteString("object", objectName);
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
