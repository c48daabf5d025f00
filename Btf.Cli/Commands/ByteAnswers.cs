using System.Globalization;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes which members or which hole of a type cover a byte.</summary>
internal static class ByteAnswers
{
    /// <summary>Writes the members or the hole that cover the byte.</summary>
    public static int Write(TextOutput output, Source source, string name, ulong offset, bool json)
    {
        TypeName parsed = TypeName.Parse(name);
        List<BtfType> types = source.Objects.Select(part => parsed.Find(part.Object).FindAll(type => type.TryGetSizeInBytes(out _))).FirstOrDefault(found => found.Count > 0)
            ?? throw TypeName.NoneNamed(name, [source.First.Object]);
        if (types.Count > 1)
        {
            throw new ToolException(ExitCode.No, $"Several types are named '{name}': {string.Join(", ", types.Select(type => $"[{type.Id}]"))}. Write 'struct {name}' or another keyword before it.");
        }

        if (offset >= types[0].SizeInBytes)
        {
            throw new ToolException(ExitCode.No, $"{types[0]} ends before byte {offset}: it has {types[0].SizeInBytes} bytes.");
        }

        List<ByteLookup.Answer> answers = ByteLookup.At(types[0], offset);
        if (json)
        {
            JsonText.Write(output, writer => WriteJson(writer, name, answers));
            return ExitCode.Done;
        }

        foreach (ByteLookup.Answer answer in answers)
        {
            output.WriteLine(SafeText.Of($"{name}+{Hex(offset)}: {Text(name, answer, offset)}"));
        }

        return ExitCode.Done;
    }

    private static string Text(string name, ByteLookup.Answer answer, ulong offset)
    {
        string within = offset == answer.Start ? "" : string.Create(CultureInfo.InvariantCulture, $" + {offset - answer.Start}");
        string size = string.Create(CultureInfo.InvariantCulture, $"{answer.Place.Size} byte{(answer.Place.Size == 1 ? "" : "s")}");
        return answer.Type is not { } type ? string.Create(CultureInfo.InvariantCulture, $"a hole of {size} in {name}{answer.Path}, from byte {answer.Start}")
            : answer.Place.Bits != 0 ? string.Create(CultureInfo.InvariantCulture, $"{name}{answer.Path}, byte {answer.Start}, bit {answer.Place.FirstBit % 8}, {answer.Place.Bits} bit{(answer.Place.Bits == 1 ? "" : "s")}, {type}")
            : string.Create(CultureInfo.InvariantCulture, $"{name}{answer.Path}{within}, byte {answer.Start}, {size}, {type}");
    }

    private static string Hex(ulong number) => $"0x{number.ToString("x", CultureInfo.InvariantCulture)}";

    private static void WriteJson(Utf8JsonWriter json, string name, List<ByteLookup.Answer> answers)
    {
        json.WriteStartArray();
        foreach (ByteLookup.Answer answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("path", $"{name}{answer.Path}");
            json.WriteBoolean("isHole", answer.Type is null);
            json.WriteNumber("byteOffset", answer.Start);
            json.WriteNumber("size", answer.Place.Size);
            if (answer.Type is { } type)
            {
                json.WriteString("type", type.ToString());
                json.WriteNumber("typeId", type.Id);
            }

            if (answer.Place.Bits != 0)
            {
                json.WriteNumber("bitOffset", answer.Place.FirstBit % 8);
                json.WriteNumber("bitSize", answer.Place.Bits);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
