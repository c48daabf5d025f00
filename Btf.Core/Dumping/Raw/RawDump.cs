using System.Buffers;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Writes types in the lines of <c>bpftool btf dump file</c>.</summary>
internal ref partial struct RawDump(IBufferWriter<byte> sink, BtfListingStyle style)
{
    private Utf8Writer _text = new(sink);
    private TextBudget _budget;

    public void Write(BtfType type)
    {
        _budget.Enter(type);
        BtfKind kind = DumpWords.KindOf(type, style);
        _text.Write('[');
        _text.Write(type.Id);
        _text.Write("] "u8);
        _text.Write(DumpWords.Kind(kind));
        _text.Write(' ');
        WriteQuoted(type.Name);
        switch (kind)
        {
            case BtfKind.Int:
                WriteInt(type.AsInt());
                break;
            case BtfKind.Array:
                WriteArray(type.AsArray());
                break;
            case BtfKind.Struct or BtfKind.Union:
                WriteMembers(type.AsComposite());
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                WriteValues(type.AsEnum());
                break;
            case BtfKind.Fwd:
                _text.Write(" fwd_kind="u8);
                _text.Write(DumpWords.Tag(type.AsForward()));
                break;
            case BtfKind.FuncProto:
                WriteParameters(type.AsFunctionPrototype());
                break;
            case BtfKind.DataSec:
                WriteEntries(type.AsDataSection());
                break;
            case BtfKind.Float:
                WriteField(" size="u8, type.SizeOrType);
                break;
            case BtfKind.LocParam:
                WriteLocation(type.AsLocationParameter());
                break;
            case BtfKind.LocProto:
                WriteLocations(type.AsLocationPrototype());
                break;
            case BtfKind.LocSec:
                WriteSites(type.AsLocationSection());
                break;
            default:
                WriteReference(type, kind);
                break;
        }

        _text.Write('\n');
    }

    public void Flush() => _text.Flush();

    private void WriteReference(BtfType type, BtfKind kind)
    {
        if (!kind.HasTarget())
        {
            return;
        }

        WriteField(" type_id="u8, type.SizeOrType);
        switch (kind)
        {
            case BtfKind.Func:
                _text.Write(" linkage="u8);
                _text.Write(DumpWords.Linkage((uint)type.AsFunction().Linkage));
                break;
            case BtfKind.Var:
                _text.Write(", linkage="u8);
                _text.Write(DumpWords.Linkage((uint)type.AsVariable().Linkage));
                break;
            case BtfKind.DeclTag:
                _text.Write(" component_idx="u8);
                _text.Write(type.AsDeclTag().ComponentIndex);
                break;
        }
    }

    private void WriteInt(BtfInt type)
    {
        WriteField(" size="u8, type.Size);
        WriteField(" bits_offset="u8, (uint)type.BitOffset);
        WriteField(" nr_bits="u8, (uint)type.Bits);
        _text.Write(" encoding="u8);
        _text.Write(DumpWords.Encoding(type.Encoding));
    }

    private void WriteArray(BtfArray type)
    {
        WriteField(" type_id="u8, type.ElementTypeId);
        WriteField(" index_type_id="u8, type.IndexTypeId);
        WriteField(" nr_elems="u8, type.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteField(ReadOnlySpan<byte> label, uint number)
    {
        _text.Write(label);
        _text.Write(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteQuoted(BtfString name)
    {
        ReadOnlySpan<byte> text = DumpWords.Name(name);
        _text.Write('\'');
        if (style == BtfListingStyle.Bpftool)
        {
            _text.Write(text);
        }
        else
        {
            _text.WriteName(text);
        }

        _text.Write('\'');
        _budget.Check(text.Length, _text.Written);
    }
}
