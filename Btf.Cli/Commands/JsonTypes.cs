using System.Text.Json;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary>Reads types from JSON into a builder, one after the other. Ignores unknown fields.</summary>
internal sealed class JsonTypes(byte[] json, BtfBuilder builder)
{
    private const int MaxDepth = 64;

    private readonly JsonTypeFields _fields = new(json);

    /// <summary>Reads all types.</summary>
    /// <exception cref="JsonTypeException">The text is not valid JSON, or not a list of types with consecutive ids.</exception>
    public void Read()
    {
        var reader = new Utf8JsonReader(WithoutMark(json), new JsonReaderOptions { MaxDepth = MaxDepth });
        int mark = json.Length - WithoutMark(json).Length;
        try
        {
            ReadTypes(ref reader, mark);
        }
        catch (JsonException e)
        {
            throw new JsonTypeException(json, mark + reader.BytesConsumed, $"this is not valid JSON: {Reason(e)}");
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text is [0xEF, 0xBB, 0xBF, ..] ? text[3..] : text;

    // The reader's message ends with the place in a form of its own.
    private static string Reason(JsonException e) => e.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ') + ".";

    private void ReadTypes(ref Utf8JsonReader reader, int mark)
    {
        bool isFound = false;
        Expect(ref reader, mark, JsonTokenType.StartObject, "an object with the list \"types\"");
        while (Step(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("types"u8))
            {
                reader.Skip();
                continue;
            }

            isFound = true;
            Expect(ref reader, mark, JsonTokenType.StartArray, "a list of types");
            while (Step(ref reader) && reader.TokenType != JsonTokenType.EndArray)
            {
                _fields.Read(ref reader, mark);
                _fields.AddTo(builder);
            }
        }

        if (!isFound)
        {
            throw new JsonTypeException(json, mark + reader.TokenStartIndex, "there is no list \"types\".");
        }

        // Nothing may follow.
        _ = reader.Read();
    }

    private static bool Step(ref Utf8JsonReader reader) => reader.Read();

    private void Expect(ref Utf8JsonReader reader, int mark, JsonTokenType token, string what)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonTypeException(json, mark + reader.TokenStartIndex, $"{what} is expected here.");
        }
    }
}
