using System.Text.Json;
using Btf.Core;

namespace Btf.Text;

/// <summary>Writes a type with the fields of its kind: members, values, parameters, a target.</summary>
public static class ShowJson
{
    /// <summary>Writes one type.</summary>
    public static void Write(Utf8JsonWriter json, string objectName, BtfType type)
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
        else if (type.TryAsEnum(out BtfEnum enumeration))
        {
            WriteValues(json, enumeration);
        }
        else if (type.TryAsFunction(out BtfFunction function))
        {
            WritePrototype(json, function.Prototype);
        }
        else if (type.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
        {
            WritePrototype(json, prototype);
        }
        else if (type.TryAsDataSection(out BtfDataSection section))
        {
            WriteVariables(json, section);
        }
        else if (type.TryAsArray(out BtfArray array))
        {
            json.WriteNumber("count", array.Count);
            json.WriteNumber("elementTypeId", array.ElementTypeId);
        }
        else if (type.TryGetTarget(out BtfType target))
        {
            json.WriteNumber("targetId", target.Id);
            json.WriteString("target", target.ToString());
        }

        if (type.TryAsVariable(out BtfVariable variable) && VariableText.TryFind(type.Object, variable, out BtfDataSection holder, out BtfDataSectionEntry place))
        {
            json.WriteString("section", holder.Name.ToString());
            json.WriteNumber("byteOffset", place.Offset);
        }

        json.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter json, BtfDataSection section)
    {
        json.WriteStartArray("variables");
        foreach (BtfDataSectionEntry entry in section.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Type.Name.ToString());
            json.WriteNumber("typeId", entry.TypeId);
            json.WriteString("type", entry.Type.TryAsVariable(out BtfVariable variable) ? variable.VariableType.ToString() : entry.Type.ToString());
            json.WriteNumber("byteOffset", entry.Offset);
            json.WriteNumber("size", entry.Size);
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
            if (member.Type.TryGetSizeInBytes(out uint size))
            {
                json.WriteNumber("size", size);
            }

            json.WriteNumber("byteOffset", member.BitOffset / 8);
            json.WriteNumber("bitOffset", member.BitOffset);
            if (member.BitfieldSize != 0)
            {
                json.WriteNumber("bitfieldSize", member.BitfieldSize);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, BtfEnum enumeration)
    {
        json.WriteStartArray("values");
        foreach (BtfEnumValue value in enumeration.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name.ToString());
            if (enumeration.IsSigned)
            {
                json.WriteNumber("number", value.SignedValue);
            }
            else
            {
                json.WriteNumber("number", value.UnsignedValue);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePrototype(Utf8JsonWriter json, BtfFunctionPrototype prototype)
    {
        json.WriteNumber("returnTypeId", prototype.ReturnTypeId);
        json.WriteString("returnType", prototype.ReturnType.ToString());
        WriteParameters(json, prototype.Parameters);
    }

    /// <summary>Writes the field <c>parameters</c>: name, type id and type of each.</summary>
    public static void WriteParameters(Utf8JsonWriter json, IEnumerable<BtfParameter> parameters)
    {
        json.WriteStartArray("parameters");
        foreach (BtfParameter parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name.ToString());
            json.WriteNumber("typeId", parameter.TypeId);
            json.WriteString("type", parameter.IsVariadic ? "..." : parameter.Type.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
