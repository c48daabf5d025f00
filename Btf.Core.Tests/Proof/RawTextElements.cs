namespace Btf.Core.Tests;

/// <summary>The half of <see cref="RawText"/> for the kinds whose records hold elements, a line for each.</summary>
internal static class RawTextElements
{
    public static void WriteMembers(TextBuffer text, BtfComposite type)
    {
        text.Add(" size="u8).Add((ulong)type.Size).Add(" vlen="u8).Add((long)type.Members.Count);
        foreach (BtfMember member in type.Members)
        {
            text.Add("\n\t"u8).AddQuoted(member.Name)
                .Add(" type_id="u8).Add((ulong)member.TypeId)
                .Add(" bits_offset="u8).Add((ulong)member.BitOffset);
            if (member.BitfieldSize != 0)
            {
                text.Add(" bitfield_size="u8).Add((long)member.BitfieldSize);
            }
        }
    }

    public static void WriteValues(TextBuffer text, BtfEnum type)
    {
        bool wide = type.Type.Kind == BtfKind.Enum64;
        text.Add(" encoding="u8).Add(type.IsSigned ? "SIGNED"u8 : "UNSIGNED"u8)
            .Add(" size="u8).Add((ulong)type.Size).Add(" vlen="u8).Add((long)type.Values.Count);
        foreach (BtfEnumValue value in type.Values)
        {
            text.Add("\n\t"u8).AddQuoted(value.Name).Add(" val="u8);
            _ = type.IsSigned ? text.Add(value.SignedValue) : text.Add(value.UnsignedValue);
            text.Add(!wide ? ""u8 : type.IsSigned ? "LL"u8 : "ULL"u8);
        }
    }

    public static void WriteParameters(TextBuffer text, BtfFunctionPrototype type)
    {
        text.Add(" ret_type_id="u8).Add((ulong)type.ReturnTypeId).Add(" vlen="u8).Add((long)type.Parameters.Count);
        foreach (BtfParameter parameter in type.Parameters)
        {
            text.Add("\n\t"u8).AddQuoted(parameter.Name).Add(" type_id="u8).Add((ulong)parameter.TypeId);
        }
    }

    public static void WriteEntries(TextBuffer text, BtfDataSection type)
    {
        text.Add(" size="u8).Add((ulong)type.Size).Add(" vlen="u8).Add((long)type.Entries.Count);
        foreach (BtfDataSectionEntry entry in type.Entries)
        {
            text.Add("\n\ttype_id="u8).Add((ulong)entry.TypeId)
                .Add(" offset="u8).Add((ulong)entry.Offset)
                .Add(" size="u8).Add((ulong)entry.Size);
            if (entry.DeclaringType.Object.TryGetType(entry.TypeId, out BtfType variable))
            {
                text.Add(" ("u8).Add(RawText.KindWord(variable.Kind)).Add(" "u8).AddQuoted(variable.Name).Add(")"u8);
            }
        }
    }
}
