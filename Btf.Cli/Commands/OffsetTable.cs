using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>A table of members and kernels as C#, C or JSON.</summary>
/// <param name="files">The kernels.</param>
/// <param name="fields">The members.</param>
/// <param name="rows">A row for each kernel, with null where it lacks the member.</param>
internal sealed class OffsetTable(string[] files, string[] fields, List<FieldPlace?[]> rows)
{
    public void Write(string format, TextOutput output)
    {
        switch (format)
        {
            case "csharp":
                WriteCSharp(output);
                break;
            case "c":
                WriteC(output);
                break;
            default:
                WriteJson(output);
                break;
        }
    }

    private void WriteJson(TextOutput output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        for (int i = 0; i < files.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("file", files[i]);
            json.WriteStartObject("fields");
            for (int j = 0; j < fields.Length; j++)
            {
                if (rows[i][j] is not { } place)
                {
                    json.WriteNull(fields[j]);
                    continue;
                }

                json.WriteStartObject(fields[j]);
                json.WriteNumber("offset", place.Offset);
                json.WriteNumber("size", place.Size);
                if (place.Width != 0)
                {
                    json.WriteNumber("bit", place.Bit);
                    json.WriteNumber("width", place.Width);
                }

                json.WriteBoolean("signed", place.IsSigned);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private void WriteC(TextOutput output)
    {
        output.WriteLine("/* Offsets and sizes are in bytes; an offset of -1: the kernel lacks the member. Bit and width are those of a bit-field. */");
        output.WriteLine("struct btf_offset {\n\tint offset;\n\tunsigned int size;\n\tunsigned char bit;\n\tunsigned char width;\n\tunsigned char is_signed;\n};\n");
        output.WriteLine("struct btf_offsets {\n\tconst char *kernel;");
        HashSet<string> taken = [];
        string[] names = [.. fields.Select(field => CSharpNames.Unique(CName(field), taken))];
        foreach (string name in names)
        {
            output.WriteLine($"\tstruct btf_offset {name};");
        }

        output.WriteLine("};\n\nstatic const struct btf_offsets btf_offsets[] = {");
        for (int i = 0; i < files.Length; i++)
        {
            output.WriteLine($"\t{{\n\t\t.kernel = {CSharpNames.Literal(files[i])},");
            for (int j = 0; j < fields.Length; j++)
            {
                output.WriteLine($"\t\t.{names[j]} = {{ {Numbers(rows[i][j], "0", "1")} }},");
            }

            output.WriteLine("\t},");
        }

        output.WriteLine("};");
    }

    private void WriteCSharp(TextOutput output)
    {
        output.WriteLine("/// <summary>A member's place: offset and size in bytes, of a bit-field its first bit and width. An offset of -1: the kernel lacks the member.</summary>");
        output.WriteLine("public readonly record struct BtfOffset(int Offset, int Size, int Bit, int Width, bool IsSigned);\n");
        output.WriteLine("/// <summary>Where members lie, by kernel.</summary>\npublic static class BtfOffsets\n{");
        HashSet<string> taken = ["BtfOffsets", "Kernels"];
        for (int j = 0; j < fields.Length; j++)
        {
            string name = CSharpNames.Unique(CSharpNames.Of(fields[j].Split('|')[0]), taken);
            output.WriteLine($"    /// <summary>The place of <c>{SafeText.Of(fields[j]).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</c> in a row.</summary>");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    public const int {name} = {j};\n"));
        }

        output.WriteLine("    /// <summary>The kernels, with a place for each member.</summary>\n    public static (string Kernel, BtfOffset[] Members)[] Kernels { get; } =\n    [");
        for (int i = 0; i < files.Length; i++)
        {
            output.WriteLine($"        ({CSharpNames.Literal(files[i])},\n        [");
            for (int j = 0; j < fields.Length; j++)
            {
                output.WriteLine($"            new({Numbers(rows[i][j], "false", "true")}),");
            }

            output.WriteLine("        ]),");
        }

        output.WriteLine("    ];\n}");
    }

    private static string Numbers(FieldPlace? place, string unsigned, string signed) => place is null
        ? $"-1, 0, 0, 0, {unsigned}"
        : string.Create(CultureInfo.InvariantCulture, $"{place.Offset}, {place.Size}, {place.Bit}, {place.Width}, {(place.IsSigned ? signed : unsigned)}");

    private static string CName(string field)
    {
        StringBuilder name = new();
        foreach (char character in field.Split('|')[0])
        {
            name.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"_{name}" : name.ToString();
    }
}
