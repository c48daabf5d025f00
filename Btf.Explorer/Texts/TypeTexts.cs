using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Btf.Text;
using Btf.Core;
using Btf.Core.Diagrams;

namespace Btf.Explorer.Texts;

/// <summary>The texts and pictures of types, as the library and its tool write them.</summary>
internal static class TypeTexts
{
    private const int FirstLength = 64 * 1024;

    /// <summary>Returns the declaration that <c>btf show</c> writes.</summary>
    public static string Show(BtfType type, BtfLayoutStyle style = BtfLayoutStyle.None)
    {
        using MemoryStream stream = new();
        using TextOutput output = TextOutput.To(stream);
        if (type.TryAsDataSection(out BtfDataSection section))
        {
            SectionText.Write(output, section);
        }
        else if (type.TryAsVariable(out BtfVariable variable))
        {
            VariableText.Write(output, type.Object, variable);
        }
        else
        {
            BtfDump.WriteLayout(type, output, style);
        }

        output.Flush();
        return Text(stream);
    }

    /// <summary>Returns the declaration with all that it needs, as a header file that compiles.</summary>
    public static string Header(BtfType type)
    {
        using MemoryStream stream = new();
        BtfDump.WriteC([type], stream);
        return Text(stream);
    }

    /// <summary>Returns what <c>btf show --json</c> writes.</summary>
    public static string Json(BtfType type, string objectName)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            ShowJson.Write(json, objectName, type);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    /// <summary>Returns the picture of a structure as SVG.</summary>
    public static string Svg(BtfType type, PictureArguments how)
    {
        ArrayBufferWriter<byte> bytes = new(FirstLength);
        BtfDiagram.WriteSvg(type, bytes, new BtfDiagramOptions { BytesPerRow = how.Row, Depth = how.Depth, OpenMembers = how.Open });
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Returns the picture of two versions of a structure as SVG.</summary>
    public static string Svg(BtfType old, BtfType @new, PictureArguments how)
    {
        ArrayBufferWriter<byte> bytes = new(FirstLength);
        BtfDiagram.WriteSvgComparison(old, @new, bytes, new BtfDiagramOptions { BytesPerRow = how.Row, Depth = how.Depth, OpenMembers = how.Open });
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static string Text(MemoryStream stream) => SafeText.Decode(stream.GetBuffer().AsSpan(0, (int)stream.Length));
}
