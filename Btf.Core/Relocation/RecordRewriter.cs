using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Gives the ids and string offsets in a copy of an object's records their new values.</summary>
internal ref struct RecordRewriter
{
    // Where an element has no such word.
    private const int None = -1;

    private readonly BtfObject _source;
    private readonly Span<byte> _data;
    private readonly BaseMap _map;
    private readonly bool _swapped;
    private BtfError _error;
    private uint _typeId;

    private RecordRewriter(BtfObject source, Span<byte> data, BaseMap map)
    {
        _source = source;
        _data = data;
        _map = map;
        _swapped = source.Header.IsSwapped;
    }

    /// <summary>Rewrites all records.</summary>
    /// <param name="source">The object that the records are of. It is not changed.</param>
    /// <param name="data">A copy of all of its data, which is.</param>
    /// <param name="map">The new values.</param>
    /// <returns>What cannot be mapped, if anything.</returns>
    public static BtfError Rewrite(BtfObject source, Span<byte> data, BaseMap map)
    {
        var rewriter = new RecordRewriter(source, data, map);
        foreach (BtfType type in source.Types)
        {
            rewriter.Rewrite(type);
            if (!rewriter._error.IsNone)
            {
                break;
            }
        }

        return rewriter._error;
    }

    private void Rewrite(BtfType type)
    {
        _typeId = type.Id;
        int head = (int)type.ByteOffset;
        int tail = head + (int)RecordFormat.HeadSize;
        BtfKind kind = type.Kind;
        if (!kind.IsKnown())
        {
            _error = new BtfError(BtfErrorCode.UnexpectedKind, head, _typeId, _typeId, text: $"of kind {(int)kind}, whose references this version does not know");
            return;
        }

        RewriteName(head);
        if (kind.HasTarget() || kind == BtfKind.FuncProto)
        {
            RewriteId(head + (int)RecordFormat.SizeOrTypeField);
        }

        switch (kind)
        {
            case BtfKind.Array:
                RewriteElements(tail, count: 2, size: 4, name: None, id: 0);
                break;
            case BtfKind.Struct or BtfKind.Union:
                RewriteElements(tail, type.Vlen, size: 12, name: 0, id: 4);
                break;
            case BtfKind.Enum:
                RewriteElements(tail, type.Vlen, size: 8, name: 0, id: None);
                break;
            case BtfKind.Enum64:
                RewriteElements(tail, type.Vlen, size: 12, name: 0, id: None);
                break;
            case BtfKind.FuncProto:
                RewriteElements(tail, type.Vlen, size: 8, name: 0, id: 4);
                break;
            case BtfKind.DataSec:
                RewriteElements(tail, type.Vlen, size: 12, name: None, id: 0);
                break;
        }
    }

    private void RewriteElements(int start, int count, int size, int name, int id)
    {
        for (int element = 0; element < count && _error.IsNone; element++, start += size)
        {
            if (name != None)
            {
                RewriteName(start + name);
            }

            if (id != None)
            {
                RewriteId(start + id);
            }
        }
    }

    private void RewriteId(int place)
    {
        uint id = Read(place);
        if (_map.TryMapId(id, out uint mapped))
        {
            Write(place, mapped);
        }
        else
        {
            _error = new BtfError(BtfErrorCode.TypeIdOutOfRange, place, _typeId, id, _source.NextTypeId - 1);
        }
    }

    private void RewriteName(int place)
    {
        uint offset = Read(place);
        if (_map.TryMapName(offset, out uint mapped))
        {
            Write(place, mapped);
        }
        else
        {
            string? reason = offset < _source.NextStringOffset ? "; of the distilled base, only the names of its types can be used" : null;
            _error = new BtfError(BtfErrorCode.NameOffsetOutOfRange, place, _typeId, offset, _source.NextStringOffset, reason);
        }
    }

    private readonly uint Read(int place) => WordReader.ReadUInt32(_data, place, _swapped);

    private readonly void Write(int place, uint word)
    {
        uint stored = _swapped ? BinaryPrimitives.ReverseEndianness(word) : word;
        MemoryMarshal.Write(_data[place..], in stored);
    }
}
