using System.Text.Json;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>Writes views as JSON when a serializer meets one in a value. The views name this converter, so it need not be registered.</summary>
/// <remarks>
/// A name becomes a string. A type, or the view of a kind, becomes an object with <c>id</c>, <c>kind</c>, <c>name</c> and <c>text</c>; the text is the type as
/// C would write it. Elements, such as members, parameters and values, have fields of their own. A default view, which belongs to no object, becomes null. Bytes that are not UTF-8 become U+FFFD; <see cref="BtfDump"/>
/// writes whole records without loss. Reading is not supported: a view needs its object.
/// </remarks>
public sealed class BtfJsonConverter : JsonConverterFactory
{
    private static readonly JsonConverter[] _converters =
    [
        new ViewConverter<BtfString>(static (writer, name) => writer.WriteStringValue(name.ToString())),
        new ViewConverter<BtfType>(Write),
        new ViewConverter<BtfInt>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfFloat>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfArray>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfComposite>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfEnum>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfForward>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfFunction>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfFunctionPrototype>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfVariable>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfDataSection>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfDeclTag>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfTypeTag>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfLocationParameter>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfLocationPrototype>(static (writer, view) => Write(writer, view)),
        new ViewConverter<BtfLocationSection>(static (writer, view) => Write(writer, view)),
        new ElementConverter<BtfMember>(Write),
        new ElementConverter<BtfParameter>(Write),
        new ElementConverter<BtfEnumValue>(Write),
        new ElementConverter<BtfDataSectionEntry>(Write),
        new ElementConverter<BtfParameterLocation>(Write),
        new ElementConverter<BtfInlineSite>(Write),
    ];

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => Find(typeToConvert) is not null;

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Find(typeToConvert);

    private static JsonConverter? Find(Type type) => Array.Find(_converters, converter => converter.Type == type);

    private static void Write(Utf8JsonWriter writer, BtfType type)
    {
        if (type.IsNone)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("id", type.Id);
        writer.WriteString("kind", type.Kind.ToString());
        writer.WriteString("name", type.Name.ToString());
        writer.WriteString("text", type.ToString());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, BtfMember member)
    {
        writer.WriteString("name", member.Name.ToString());
        writer.WriteNumber("typeId", member.TypeId);
        writer.WriteNumber("bitOffset", member.BitOffset);
        writer.WriteNumber("bitfieldSize", member.BitfieldSize);
        writer.WriteString("text", member.ToString());
    }

    private static void Write(Utf8JsonWriter writer, BtfParameter parameter)
    {
        writer.WriteString("name", parameter.Name.ToString());
        writer.WriteNumber("typeId", parameter.TypeId);
        writer.WriteString("text", parameter.ToString());
    }

    private static void Write(Utf8JsonWriter writer, BtfEnumValue value)
    {
        writer.WriteString("name", value.Name.ToString());
        if (value.IsSigned)
        {
            writer.WriteNumber("value", value.SignedValue);
        }
        else
        {
            writer.WriteNumber("value", value.UnsignedValue);
        }
    }

    private static void Write(Utf8JsonWriter writer, BtfDataSectionEntry entry)
    {
        writer.WriteNumber("typeId", entry.TypeId);
        writer.WriteNumber("offset", entry.Offset);
        writer.WriteNumber("size", entry.Size);
        writer.WriteString("text", entry.ToString());
    }

    private static void Write(Utf8JsonWriter writer, BtfParameterLocation parameter)
    {
        writer.WriteNumber("typeId", parameter.TypeId);
        writer.WriteString("text", parameter.ToString());
    }

    private static void Write(Utf8JsonWriter writer, BtfInlineSite site)
    {
        writer.WriteNumber("functionId", site.FunctionId);
        writer.WriteNumber("prototypeId", site.PrototypeId);
        writer.WriteNumber("offset", site.Offset);
        writer.WriteString("text", site.ToString());
    }

    /// <summary>Writes the fields of an element into an object of its own; the default value, which belongs to no type, as null.</summary>
    private sealed class ElementConverter<T>(Action<Utf8JsonWriter, T> write) : ViewConverter<T>((writer, element) =>
    {
        if (EqualityComparer<T>.Default.Equals(element, default))
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        write(writer, element);
        writer.WriteEndObject();
    })
        where T : struct, IBtfElement<T>;

    private class ViewConverter<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException($"A {typeof(T).Name} is a view of BTF data, and cannot be read from JSON.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }
}
