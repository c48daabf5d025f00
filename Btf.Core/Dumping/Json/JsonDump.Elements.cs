using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core;

/// <summary>Writes the kinds whose records have elements, and all names.</summary>
internal ref partial struct JsonDump
{
    // The bytes that both styles write as they are. Nearly all names have only these.
    private static readonly SearchValues<byte> _plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ .,:;()[]{}<>*+-=/|&^%$#@!?~'`"u8);

    private static readonly SearchValues<byte> _escaped = SearchValues.Create("\b\t\n\f\r\"\\"u8);

    private void WriteMembers(BtfComposite type)
    {
        WriteField(",\"size\":"u8, type.Size);
        WriteField(",\"vlen\":"u8, (uint)type.Members.Count);
        ReadOnlySpan<byte> label = ",\"members\":[{\"name\":"u8;
        foreach (BtfMember member in type.Members)
        {
            WriteName(label, member.Name);
            WriteField(",\"type_id\":"u8, member.TypeId);
            WriteField(",\"bits_offset\":"u8, member.EncodedBitOffset);
            if (member.EncodedBitfieldSize is not 0 and int bits)
            {
                WriteField(",\"bitfield_size\":"u8, (uint)bits);
            }

            label = "},{\"name\":"u8;
        }

        EndElements(type.Members.Count, ",\"members\":[]"u8);
    }

    private void WriteValues(BtfEnum type)
    {
        bool signed = type.IsSigned;
        bool extended = signed || type.AsType().Kind == BtfKind.Enum;
        WriteWord(",\"encoding\":\""u8, DumpWords.Signedness(signed));
        WriteField(",\"size\":"u8, type.Size);
        WriteField(",\"vlen\":"u8, (uint)type.Values.Count);
        ReadOnlySpan<byte> label = ",\"values\":[{\"name\":"u8;
        foreach (BtfEnumValue value in type.Values)
        {
            WriteName(label, value.Name);
            _text.Write(",\"val\":"u8);
            if (signed)
            {
                _text.Write(value.SignedValue);
            }
            else
            {
                // bpftool reads a 32-bit value as signed and extends it to 64 bits.
                _text.Write(extended ? (ulong)(int)value.UnsignedValue : value.UnsignedValue);
            }

            label = "},{\"name\":"u8;
        }

        EndElements(type.Values.Count, ",\"values\":[]"u8);
    }

    private void WriteParameters(BtfFunctionPrototype type)
    {
        WriteField(",\"ret_type_id\":"u8, type.ReturnTypeId);
        WriteField(",\"vlen\":"u8, (uint)type.Parameters.Count);
        ReadOnlySpan<byte> label = ",\"params\":[{\"name\":"u8;
        foreach (BtfParameter parameter in type.Parameters)
        {
            WriteName(label, parameter.Name);
            WriteField(",\"type_id\":"u8, parameter.TypeId);
            label = "},{\"name\":"u8;
        }

        EndElements(type.Parameters.Count, ",\"params\":[]"u8);
    }

    private void WriteEntries(BtfDataSection type)
    {
        WriteField(",\"size\":"u8, type.Size);
        WriteField(",\"vlen\":"u8, (uint)type.Entries.Count);
        ReadOnlySpan<byte> label = ",\"vars\":[{\"type_id\":"u8;
        foreach (BtfDataSectionEntry entry in type.Entries)
        {
            WriteField(label, entry.TypeId);
            WriteField(",\"offset\":"u8, entry.Offset);
            WriteField(",\"size\":"u8, entry.Size);
            label = "},{\"type_id\":"u8;
        }

        EndElements(type.Entries.Count, ",\"vars\":[]"u8);
    }

    /// <summary>Writes the kind flag if no other field shows it; bpftool would lose it.</summary>
    private void WriteKindFlag(BtfType type, BtfKind kind)
    {
        bool isTold = (BtfKinds.Fwd | BtfKinds.AnyEnum).Includes(kind) || (BtfKinds.Composite.Includes(kind) && HasBitfields(type.AsComposite()));
        if (_style != BtfListingStyle.Bpftool && kind.IsKnown() && !isTold && type.KindFlag)
        {
            _text.Write(",\"kind_flag\":true"u8);
        }
    }

    private static bool HasBitfields(BtfComposite type)
    {
        // Without the flag there are no bit-fields, so the members need no walk.
        if (type.AsType().KindFlag)
        {
            foreach (BtfMember member in type.Members)
            {
                if (member.EncodedBitfieldSize != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void EndElements(int count, ReadOnlySpan<byte> none) => _text.Write(count == 0 ? none : "}]"u8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteName(ReadOnlySpan<byte> label, BtfString name)
    {
        ReadOnlySpan<byte> utf8 = DumpWords.Name(name);
        _text.Write(label);
        _text.Write('"');
        if (!utf8.ContainsAnyExcept(_plain))
        {
            _text.Write(utf8);
        }
        else if (_style == BtfListingStyle.Bpftool)
        {
            WriteEscaped(utf8);
        }
        else
        {
            JsonString.Write(utf8, ref _text);
        }

        _text.Write('"');
        _budget.Check(utf8.Length, _text.Written);
    }

    private void WriteEscaped(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOfAny(_escaped) is >= 0 and int next)
        {
            _text.Write(utf8[..next]);
            _text.Write('\\');
            _text.Write(utf8[next] switch
            {
                (byte)'\b' => 'b',
                (byte)'\t' => 't',
                (byte)'\f' => 'f',
                (byte)'\r' => 'r',
                (byte)'"' => '"',
                _ => 'n', // For a backslash as well, like bpftool.
            });
            utf8 = utf8[(next + 1)..];
        }

        _text.Write(utf8);
    }
}
