using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes types and symbols in Volatility 3's intermediate symbol format, version 6.2.0.</summary>
/// <remarks>The schema of the format is in https://github.com/volatilityfoundation/volatility3, volatility3/schemas/schema-6.2.0.json.</remarks>
internal sealed class IsfWriter(BtfObject btf, Utf8JsonWriter json)
{
    private const string Version = "6.2.0";
    private const int MostNesting = 64;

    private readonly string _endian = btf.ByteOrder == BtfByteOrder.BigEndian ? "big" : "little";

    // The composites that are written. Names that the document cannot hold as they are count as the text that it holds.
    private readonly HashSet<BtfString> _defined = [];
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BtfType> _variables = new(StringComparer.Ordinal);

    /// <summary>Writes the document.</summary>
    /// <param name="symbols">The kernel's symbols and their addresses.</param>
    /// <param name="banner">The kernel's text in <c>/proc/version</c>; null where it is not known.</param>
    public void Write(KernelSymbols symbols, string? banner)
    {
        List<uint> composites = [];
        foreach (BtfType type in btf.AllTypes)
        {
            // Each nameless type gets a name of its own.
            if (BtfKinds.Composite.Includes(type.Kind) && (type.Name.IsEmpty || Define(type.Name)))
            {
                composites.Add(type.Id);
            }
        }

        json.WriteStartObject();
        WriteMetadata();
        json.WriteStartObject("base_types");
        WriteBaseTypes();
        json.WriteEndObject();
        json.WriteStartObject("user_types");
        composites.ForEach(id => WriteUserType(NameOf(btf[id]), btf[id].AsComposite()));
        json.WriteEndObject();
        json.WriteStartObject("enums");
        WriteEnums();
        json.WriteEndObject();
        json.WriteStartObject("symbols");
        WriteSymbols(symbols, banner);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteMetadata()
    {
        json.WriteStartObject("metadata");
        json.WriteString("format", Version);
        json.WriteStartObject("producer");
        json.WriteString("name", "btf");
        json.WriteString("version", "0.0.0");
        json.WriteEndObject();
        json.WriteStartObject("linux");
        json.WriteStartArray("symbols");
        json.WriteEndArray();
        json.WriteStartArray("types");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteBaseTypes()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (BtfType type in btf.AllTypes)
        {
            string name = type.Name.ToString();
            if (type.Kind is BtfKind.Int or BtfKind.Float && names.Add(name))
            {
                bool isInt = type.TryAsInt(out BtfInt number);
                WriteBaseType(name, type.SizeInBytes, !isInt || number.IsSigned, !isInt ? "float" : (number.Encoding & BtfIntEncoding.Bool) != 0 ? "bool" : (number.Encoding & BtfIntEncoding.Char) != 0 || name == "char" ? "char" : "int");
            }
        }

        WriteBaseType("pointer", (uint)btf.PointerSize, false, "int");
        WriteBaseType("void", 0, false, "void");
    }

    private void WriteBaseType(string name, uint size, bool isSigned, string kind)
    {
        json.WriteStartObject(name);
        json.WriteNumber("size", size);
        json.WriteBoolean("signed", isSigned);
        json.WriteString("kind", kind);
        json.WriteString("endian", _endian);
        json.WriteEndObject();
    }

    private void WriteUserType(string name, BtfComposite composite)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", composite.IsUnion ? "union" : "struct");
        json.WriteNumber("size", composite.Size);
        json.WriteStartObject("fields");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (BtfMember member in composite.Members)
        {
            bool isNameless = member.NameOffset == 0;
            string field = isNameless ? $"unnamed_field_{member.BitOffset / 8:x}_{member.Index}" : member.Name.ToString();
            if (!names.Add(field))
            {
                continue;
            }

            json.WriteStartObject(field);
            WriteField(member);
            if (isNameless)
            {
                json.WriteBoolean("anonymous", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteField(BtfMember member)
    {
        json.WritePropertyName("type");
        if (member.BitfieldSize == 0)
        {
            WriteType(member.Type, 0);
            json.WriteNumber("offset", member.BitOffset / 8);
            return;
        }

        // The storage is the word, of the size of the field's type, that holds its first bit.
        long unit = member.Type.TryGetSizeInBytes(out uint size) && size > 0 ? size * 8L : 8;
        long start = member.BitOffset / unit * unit;
        json.WriteStartObject();
        json.WriteString("kind", "bitfield");
        json.WriteNumber("bit_position", member.BitOffset - start);
        json.WriteNumber("bit_length", member.BitfieldSize);
        json.WritePropertyName("type");
        WriteType(member.Type, 0);
        json.WriteEndObject();
        json.WriteNumber("offset", start / 8);
    }

    private void WriteType(BtfType type, int nesting)
    {
        BtfType end = type.TryGetUnderlying(out BtfType underlying) ? underlying : type;
        json.WriteStartObject();
        if (nesting > MostNesting)
        {
            WriteBase("void");
        }
        else if (end.TryAsArray(out BtfArray array))
        {
            json.WriteString("kind", "array");
            json.WriteNumber("count", array.Count);
            json.WritePropertyName("subtype");
            WriteType(array.ElementType, nesting + 1);
        }
        else if (end.Kind == BtfKind.Ptr)
        {
            json.WriteString("kind", "pointer");
            json.WritePropertyName("subtype");
            WriteType(end.Target, nesting + 1);
        }
        else if (end.Kind is BtfKind.Struct or BtfKind.Union || (end.Kind == BtfKind.Fwd && IsDefined(end.Name)))
        {
            json.WriteString("kind", end.Kind == BtfKind.Union || (end.TryAsForward(out BtfForward declared) && declared.IsUnion) ? "union" : "struct");
            json.WriteString("name", NameOf(end));
        }
        else if (BtfKinds.AnyEnum.Includes(end.Kind))
        {
            json.WriteString("kind", "enum");
            json.WriteString("name", NameOf(end));
        }
        else if (end.Kind == BtfKind.FuncProto)
        {
            json.WriteString("kind", "function");
        }
        else
        {
            WriteBase(end.Kind is BtfKind.Int or BtfKind.Float ? end.Name.ToString() : "void");
        }

        json.WriteEndObject();
    }

    private void WriteBase(string name)
    {
        json.WriteString("kind", "base");
        json.WriteString("name", name);
    }

    private void WriteEnums()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (BtfType type in btf.AllTypes)
        {
            if (!type.TryAsEnum(out BtfEnum enumeration) || !names.Add(NameOf(type)))
            {
                continue;
            }

            json.WriteStartObject(NameOf(type));
            json.WriteNumber("size", type.SizeInBytes);
            json.WriteString("base", BaseOf(type.SizeInBytes, enumeration.IsSigned));
            json.WriteStartObject("constants");
            HashSet<string> constants = new(StringComparer.Ordinal);
            foreach (BtfEnumValue value in enumeration.Values)
            {
                if (!constants.Add(value.Name.ToString()))
                {
                    continue;
                }

                json.WritePropertyName(value.Name.ToString());
                if (enumeration.IsSigned)
                {
                    json.WriteNumberValue(value.SignedValue);
                }
                else
                {
                    json.WriteNumberValue(value.UnsignedValue);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>Finds an integer type with this size, if possible one with the same sign.</summary>
    private string BaseOf(uint size, bool isSigned)
    {
        string found = "void";
        foreach (BtfType type in btf.AllTypes)
        {
            if (type.TryAsInt(out BtfInt number) && type.SizeInBytes == size)
            {
                found = type.Name.ToString();
                if (number.IsSigned == isSigned)
                {
                    break;
                }
            }
        }

        return found;
    }

    private void WriteSymbols(KernelSymbols symbols, string? banner)
    {
        foreach (BtfType type in btf.AllTypes)
        {
            if (type.TryAsVariable(out BtfVariable variable))
            {
                _ = _variables.TryAdd(variable.Name.ToString(), variable.VariableType);
            }
        }

        foreach (KernelSymbol symbol in symbols)
        {
            json.WriteStartObject(symbol.Name);
            json.WriteNumber("address", symbol.Address);
            if (_variables.TryGetValue(symbol.Name, out BtfType type))
            {
                json.WritePropertyName("type");
                WriteType(type, 0);
            }

            if (symbol.Name == "linux_banner" && banner is not null)
            {
                json.WriteString("constant_data", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{banner.TrimEnd('\n')}\n\0")));
            }

            json.WriteEndObject();
        }
    }

    private bool Define(BtfString name) => IsKept(name.Utf8) ? _defined.Add(name) : _replaced.Add(name.ToString());

    private bool IsDefined(BtfString name) => IsKept(name.Utf8) ? _defined.Contains(name) : _replaced.Contains(name.ToString());

    private static bool IsKept(ReadOnlySpan<byte> name) => Utf8.IsValid(name) && name.IndexOf("\uFFFD"u8) < 0;

    private static string NameOf(BtfType type) => type.Name.IsEmpty ? $"unnamed_{type.Id}" : type.Name.ToString();
}
