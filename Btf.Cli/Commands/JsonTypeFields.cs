using System.Globalization;
using System.Text.Json;
using Btf.Core;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary>The fields of one type in JSON, in any order, and their places for error messages.</summary>
internal sealed class JsonTypeFields(byte[] json)
{
    private readonly Dictionary<string, JsonField> _values = [];
    private readonly List<Dictionary<string, JsonField>> _elements = [];
    private readonly List<uint> _numbers = [];
    private long _start;
    private string _list = "";

    /// <summary>Reads the fields of a type; the reader stands at the start of the object.</summary>
    public void Read(ref Utf8JsonReader reader, int mark)
    {
        _start = mark + reader.TokenStartIndex;
        _values.Clear();
        _elements.Clear();
        _numbers.Clear();
        _list = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Error(_start, "a type is expected here, which is an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                ReadList(ref reader, mark, name);
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else
            {
                _values[name] = JsonField.Read(ref reader, mark);
            }
        }
    }

    /// <summary>Adds the type that the fields describe.</summary>
    public void AddTo(BtfBuilder builder)
    {
        string kind = Text("kind");
        uint id = Number("id");
        if (id != builder.NextTypeId)
        {
            string hint = builder.TypeCount == 0 && builder.Base is null && id > 1 ? "; types that go on from a base need that: --base" : "";
            throw Error(_values["id"].Place, $"type {id} is out of order: {builder.NextTypeId} is expected{hint}.");
        }

        try
        {
            JsonKinds.Add(builder, kind, this);
        }
        catch (ArgumentException e)
        {
            throw Error(_start, $"type {id}: {e.Message.Split(" (Parameter")[0].Split('\n')[0]}");
        }
    }

    /// <summary>Returns a name; an empty one for the words that mean no name.</summary>
    public string Name() => NameOf(_values);

    /// <summary>The name of an element.</summary>
    public string NameOf(Dictionary<string, JsonField> values) => Get(values, "name").Text is var text && text == "(anon)" ? "" : text;

    public string Text(string field) => Get(_values, field).Text;

    public uint Number(string field) => NumberOf(_values, field);

    public bool Has(string field) => _values.ContainsKey(field);

    public bool Flag(string field) => _values.TryGetValue(field, out JsonField value) && value.Text == "true";

    /// <summary>Returns a required number of an element.</summary>
    public uint NumberOf(Dictionary<string, JsonField> values, string field)
    {
        JsonField value = Get(values, field);
        return uint.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number
            : throw Error(value.Place, $"\"{field}\" is no number from 0 to {uint.MaxValue}.");
    }

    /// <summary>Returns an optional number of an element; 0 where it is absent.</summary>
    public int OptionalOf(Dictionary<string, JsonField> values, string field) => values.ContainsKey(field) ? checked((int)Math.Min(int.MaxValue, NumberOf(values, field))) : 0;

    /// <summary>A number with a sign: an index, or -1.</summary>
    public int Index(string field)
    {
        JsonField value = Get(_values, field);
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        // bpftool writes it without a sign.
        return uint.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint unsigned) ? (int)unsigned
            : throw Error(value.Place, $"\"{field}\" is no index.");
    }

    /// <summary>A 64-bit value of an element, signed or not.</summary>
    public long ValueOf(Dictionary<string, JsonField> values)
    {
        JsonField value = Get(values, "val");
        return long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed) ? signed
            : ulong.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned) ? (long)unsigned
            : throw Error(value.Place, "\"val\" is no number of 64 bits.");
    }

    /// <summary>Returns the elements of a list. If there is a "vlen", it must be their number.</summary>
    public IReadOnlyList<Dictionary<string, JsonField>> Elements(string list)
    {
        CheckList(list, _elements.Count);
        return _elements;
    }

    /// <summary>Returns the numbers of a list.</summary>
    public IReadOnlyList<uint> Numbers(string list)
    {
        CheckList(list, _numbers.Count);
        return _numbers;
    }

    /// <summary>Returns the error for a field.</summary>
    public JsonTypeException Wrong(string field, string what) => Error(_values.TryGetValue(field, out JsonField value) ? value.Place : _start, what);

    private void CheckList(string list, int count)
    {
        if (_list != list && count + (_list.Length != 0 ? 1 : 0) != 0)
        {
            throw Error(_start, $"the list \"{list}\" is missing.");
        }

        if (_values.TryGetValue("vlen", out JsonField told) && Number("vlen") != count)
        {
            throw Error(told.Place, $"\"vlen\" is {told.Text}, but the list \"{list}\" has {count} elements.");
        }
    }

    private void ReadList(ref Utf8JsonReader reader, int mark, string name)
    {
        if (_list.Length != 0)
        {
            throw Error(mark + reader.TokenStartIndex, $"a type has one list; this one has \"{_list}\" already.");
        }

        _list = name;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                _elements.Add(ReadElement(ref reader, mark));
                continue;
            }

            JsonField value = JsonField.Read(ref reader, mark);
            _numbers.Add(uint.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number
                : throw Error(value.Place, $"an object or a number is expected in the list \"{name}\"."));
        }
    }

    private static Dictionary<string, JsonField> ReadElement(ref Utf8JsonReader reader, int mark)
    {
        Dictionary<string, JsonField> values = new() { [""] = new JsonField("", mark + reader.TokenStartIndex) };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else
            {
                values[name] = JsonField.Read(ref reader, mark);
            }
        }

        return values;
    }

    private JsonField Get(Dictionary<string, JsonField> values, string field) => values.TryGetValue(field, out JsonField value) ? value
        : throw Error(values.TryGetValue("", out JsonField start) ? start.Place : _start, $"\"{field}\" is missing.");

    private JsonTypeException Error(long place, string what) => new(json, place, what);
}
