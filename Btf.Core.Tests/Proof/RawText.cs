namespace Btf.Core.Tests;

/// <summary>
/// Writes what <c>bpftool btf dump file</c> prints, from the library's public views alone: every field of every type shows, so that
/// equal text means that each of them was read right.
/// </summary>
public static class RawText
{
    /// <summary>The text of the object's own types, those of its bases left out.</summary>
    public static TextBuffer Of(BtfObject btf)
    {
        TextBuffer text = new();
        foreach (BtfType type in btf.Types)
        {
            Write(text, type);
        }

        return text;
    }

    private static void Write(TextBuffer text, BtfType type)
    {
        text.Add("["u8).Add((ulong)type.Id).Add("] "u8).Add(KindWord(type.Kind)).Add(" "u8).AddQuoted(type.Name);
        switch (type.Kind)
        {
            case BtfKind.Int:
                WriteInt(text, type.AsInt());
                break;
            case BtfKind.Array:
                WriteArray(text, type.AsArray());
                break;
            case BtfKind.Struct or BtfKind.Union:
                RawTextElements.WriteMembers(text, type.AsComposite());
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                RawTextElements.WriteValues(text, type.AsEnum());
                break;
            case BtfKind.Fwd:
                text.Add(" fwd_kind="u8).Add(type.AsForward().IsUnion ? "union"u8 : "struct"u8);
                break;
            case BtfKind.Func:
                text.Add(" type_id="u8).Add((ulong)type.SizeOrType).Add(" linkage="u8).Add(LinkageWord((uint)type.AsFunction().Linkage));
                break;
            case BtfKind.FuncProto:
                RawTextElements.WriteParameters(text, type.AsFunctionPrototype());
                break;
            case BtfKind.Var:
                text.Add(" type_id="u8).Add((ulong)type.SizeOrType).Add(", linkage="u8).Add(LinkageWord((uint)type.AsVariable().Linkage));
                break;
            case BtfKind.DataSec:
                RawTextElements.WriteEntries(text, type.AsDataSection());
                break;
            case BtfKind.Float:
                text.Add(" size="u8).Add((ulong)type.AsFloat().Size);
                break;
            case BtfKind.DeclTag:
                text.Add(" type_id="u8).Add((ulong)type.SizeOrType).Add(" component_idx="u8).Add((long)type.AsDeclTag().ComponentIndex);
                break;
            case BtfKind kind when kind.HasTarget():
                text.Add(" type_id="u8).Add((ulong)type.SizeOrType);
                break;
        }

        text.Add("\n"u8);
    }

    private static void WriteInt(TextBuffer text, BtfInt type) => text
        .Add(" size="u8).Add((ulong)type.Size)
        .Add(" bits_offset="u8).Add((long)type.BitOffset)
        .Add(" nr_bits="u8).Add((long)type.Bits)
        .Add(" encoding="u8).Add(EncodingWord(type.Encoding));

    private static void WriteArray(TextBuffer text, BtfArray type) => text
        .Add(" type_id="u8).Add((ulong)type.ElementTypeId)
        .Add(" index_type_id="u8).Add((ulong)type.IndexTypeId)
        .Add(" nr_elems="u8).Add((ulong)type.Count);

    /// <summary>The word that bpftool has for a kind's number.</summary>
    public static ReadOnlySpan<byte> KindWord(BtfKind kind) => (int)kind switch
    {
        1 => "INT"u8,
        2 => "PTR"u8,
        3 => "ARRAY"u8,
        4 => "STRUCT"u8,
        5 => "UNION"u8,
        6 => "ENUM"u8,
        7 => "FWD"u8,
        8 => "TYPEDEF"u8,
        9 => "VOLATILE"u8,
        10 => "CONST"u8,
        11 => "RESTRICT"u8,
        12 => "FUNC"u8,
        13 => "FUNC_PROTO"u8,
        14 => "VAR"u8,
        15 => "DATASEC"u8,
        16 => "FLOAT"u8,
        17 => "DECL_TAG"u8,
        18 => "TYPE_TAG"u8,
        19 => "ENUM64"u8,
        _ => "UNKNOWN"u8,
    };

    private static ReadOnlySpan<byte> EncodingWord(BtfIntEncoding encoding) => (int)encoding switch
    {
        0 => "(none)"u8,
        1 => "SIGNED"u8,
        2 => "CHAR"u8,
        4 => "BOOL"u8,
        _ => "UNKN"u8,
    };

    private static ReadOnlySpan<byte> LinkageWord(uint linkage) => linkage switch
    {
        0 => "static"u8,
        1 => "global"u8,
        2 => "extern"u8,
        _ => "(unknown)"u8,
    };
}
