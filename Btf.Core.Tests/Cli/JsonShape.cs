using System.Text.Json;

namespace Btf.Core.Tests;

/// <summary>A description of JSON: <c>[{ name: string, size?: number }]</c>.</summary>
internal sealed class JsonShape(string text)
{
    private int _at;

    /// <summary>Returns how a value differs from the description; empty if it does not.</summary>
    public static IReadOnlyList<string> Check(string description, JsonElement value)
    {
        List<string> wrong = [];
        new JsonShape(description).Read()(value, "$", wrong);
        return wrong;
    }

    private delegate bool Test(JsonElement value, string place, List<string> wrong);

    private Test Read()
    {
        List<Test> choices = [ReadOne()];
        while (TrySkip('|'))
        {
            choices.Add(ReadOne());
        }

        return choices.Count == 1 ? choices[0] : (value, place, wrong) =>
            choices.Exists(choice => choice(value, place, [])) || Fail(wrong, $"{place} is {value.ValueKind}");
    }

    private Test ReadOne()
    {
        if (TrySkip('['))
        {
            Test element = Read();
            Skip(']');
            return (value, place, wrong) => value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Select((item, i) => element(item, $"{place}[{i}]", wrong)).ToArray().All(isGood => isGood)
                : Fail(wrong, $"{place} is no array");
        }

        return TrySkip('{') ? ReadObject() : ReadWord();
    }

    private Test ReadObject()
    {
        Dictionary<string, (bool IsOptional, Test Test)> fields = [];
        while (!TrySkip('}'))
        {
            string name = Word();
            bool isOptional = TrySkip('?');
            Skip(':');
            fields[name] = (isOptional, Read());
            _ = TrySkip(',');
        }

        return (value, place, wrong) =>
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                return Fail(wrong, $"{place} is no object");
            }

            bool isGood = fields.Where(field => !field.Value.IsOptional).All(field => value.TryGetProperty(field.Key, out _) || Fail(wrong, $"{place}.{field.Key} is missing"));
            foreach (JsonProperty property in value.EnumerateObject())
            {
                isGood &= fields.TryGetValue(property.Name, out (bool IsOptional, Test Test) field)
                    ? field.Test(property.Value, $"{place}.{property.Name}", wrong)
                    : Fail(wrong, $"{place}.{property.Name} is not described");
            }

            return isGood;
        };
    }

    private Test ReadWord()
    {
        string word = Word();
        return (value, place, wrong) => word switch
        {
            "any" => true,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => throw new FormatException($"'{word}' describes no JSON."),
        }
        || Fail(wrong, $"{place} is {value.ValueKind}, not {word}");
    }

    private string Word()
    {
        SkipSpace();
        int start = _at;
        while (_at < text.Length && char.IsLetterOrDigit(text[_at]))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw new FormatException($"A word is missing at {_at}.");
    }

    private void Skip(char expected)
    {
        if (!TrySkip(expected))
        {
            throw new FormatException($"'{expected}' is missing at {_at}.");
        }
    }

    private bool TrySkip(char expected)
    {
        SkipSpace();
        bool found = _at < text.Length && text[_at] == expected;
        _at += found ? 1 : 0;
        return found;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private static bool Fail(List<string> wrong, string what)
    {
        wrong.Add(what);
        return false;
    }
}
