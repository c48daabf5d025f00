namespace Btf.Core;

/// <summary>Writes the kinds whose records have elements, one line per element.</summary>
internal ref partial struct RawDump
{
    private void WriteMembers(BtfComposite type)
    {
        WriteField(" size="u8, type.Size);
        WriteField(" vlen="u8, (uint)type.Members.Count);
        foreach (BtfMember member in type.Members)
        {
            _text.Write("\n\t"u8);
            WriteQuoted(member.Name);
            WriteField(" type_id="u8, member.TypeId);
            WriteField(" bits_offset="u8, member.EncodedBitOffset);
            if (member.EncodedBitfieldSize is not 0 and int bits)
            {
                WriteField(" bitfield_size="u8, (uint)bits);
            }
        }
    }

    private void WriteValues(BtfEnum type)
    {
        bool signed = type.IsSigned;
        ReadOnlySpan<byte> suffix = type.AsType().Kind != BtfKind.Enum64 ? default : signed ? "LL"u8 : "ULL"u8;
        _text.Write(" encoding="u8);
        _text.Write(DumpWords.Signedness(signed));
        WriteField(" size="u8, type.Size);
        WriteField(" vlen="u8, (uint)type.Values.Count);
        foreach (BtfEnumValue value in type.Values)
        {
            _text.Write("\n\t"u8);
            WriteQuoted(value.Name);
            _text.Write(" val="u8);
            if (signed)
            {
                _text.Write(value.SignedValue);
            }
            else
            {
                _text.Write(value.UnsignedValue);
            }

            _text.Write(suffix);
        }
    }

    private void WriteParameters(BtfFunctionPrototype type)
    {
        WriteField(" ret_type_id="u8, type.ReturnTypeId);
        WriteField(" vlen="u8, (uint)type.Parameters.Count);
        foreach (BtfParameter parameter in type.Parameters)
        {
            _text.Write("\n\t"u8);
            WriteQuoted(parameter.Name);
            WriteField(" type_id="u8, parameter.TypeId);
        }
    }

    private void WriteEntries(BtfDataSection type)
    {
        WriteField(" size="u8, type.Size);
        WriteField(" vlen="u8, (uint)type.Entries.Count);
        foreach (BtfDataSectionEntry entry in type.Entries)
        {
            WriteField("\n\ttype_id="u8, entry.TypeId);
            WriteField(" offset="u8, entry.Offset);
            WriteField(" size="u8, entry.Size);
            if (type.AsType().Object.TryGetType(entry.TypeId, out BtfType variable))
            {
                _text.Write(" ("u8);
                _text.Write(DumpWords.Kind(variable.Kind));
                _text.Write(' ');
                WriteQuoted(variable.Name);
                _text.Write(')');
            }
        }
    }
}
