using System.Buffers;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Writes types in the JSON of <c>bpftool -j btf dump file</c>.</summary>
internal ref partial struct JsonDump
{
    private Utf8Writer _text;
    private readonly BtfListingStyle _style;
    private TextBudget _budget;
    private bool _continues;

    public JsonDump(IBufferWriter<byte> sink, BtfListingStyle style)
    {
        _style = style;
        _text = new Utf8Writer(sink);
        _text.Write("{\"types\":["u8);
    }

    public void Write(BtfType type)
    {
        BtfKind kind = DumpWords.KindOf(type, _style);
        _budget.Enter(type);
        if (_continues)
        {
            _text.Write(',');
        }

        _continues = true;
        WriteField("{\"id\":"u8, type.Id);
        WriteWord(",\"kind\":\""u8, DumpWords.Kind(kind));
        WriteName(",\"name\":"u8, type.Name);
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
                WriteWord(",\"fwd_kind\":\""u8, DumpWords.Tag(type.AsForward()));
                break;
            case BtfKind.FuncProto:
                WriteParameters(type.AsFunctionPrototype());
                break;
            case BtfKind.DataSec:
                WriteEntries(type.AsDataSection());
                break;
            case BtfKind.Float:
                WriteField(",\"size\":"u8, type.SizeOrType);
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

        WriteKindFlag(type, kind);
        _text.Write('}');
    }

    /// <summary>Closes the array and the object, and passes the rest of the text on.</summary>
    public void End()
    {
        _text.Write("]}\n"u8);
        _text.Flush();
    }

    private void WriteReference(BtfType type, BtfKind kind)
    {
        if (!kind.HasTarget())
        {
            return;
        }

        WriteField(",\"type_id\":"u8, type.SizeOrType);
        switch (kind)
        {
            case BtfKind.Func:
                WriteWord(",\"linkage\":\""u8, DumpWords.Linkage((uint)type.AsFunction().Linkage));
                break;
            case BtfKind.Var:
                WriteWord(",\"linkage\":\""u8, DumpWords.Linkage((uint)type.AsVariable().Linkage));
                break;
            case BtfKind.DeclTag:
                _text.Write(",\"component_idx\":"u8);
                _text.Write(type.AsDeclTag().ComponentIndex);
                break;
        }
    }

    private void WriteInt(BtfInt type)
    {
        WriteField(",\"size\":"u8, type.Size);
        WriteField(",\"bits_offset\":"u8, (uint)type.BitOffset);
        WriteField(",\"nr_bits\":"u8, (uint)type.Bits);
        WriteWord(",\"encoding\":\""u8, DumpWords.Encoding(type.Encoding));
    }

    private void WriteArray(BtfArray type)
    {
        WriteField(",\"type_id\":"u8, type.ElementTypeId);
        WriteField(",\"index_type_id\":"u8, type.IndexTypeId);
        WriteField(",\"nr_elems\":"u8, type.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteField(ReadOnlySpan<byte> label, uint number)
    {
        _text.Write(label);
        _text.Write(number);
    }

    /// <summary>Writes a text that needs no escapes. The label ends with the opening quote.</summary>
    private void WriteWord(scoped ReadOnlySpan<byte> label, scoped ReadOnlySpan<byte> word)
    {
        _text.Write(label);
        _text.Write(word);
        _text.Write('"');
    }
}
