using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Writes the new ids and string offsets into a copy of an object's records.</summary>
internal struct RecordRewriter : IWordMap
{
    private readonly BaseMap _map;
    private bool _isWrong;

    private RecordRewriter(BaseMap map) => _map = map;

    /// <summary>Rewrites all records.</summary>
    /// <param name="source">The object of the records. It does not change.</param>
    /// <param name="data">A copy of all its data, which is changed.</param>
    /// <param name="map">The new values.</param>
    /// <returns>The error for the first word that cannot be mapped, if any.</returns>
    public static BtfError Rewrite(BtfObject source, Span<byte> data, BaseMap map)
    {
        BtfHeader header = source.Header;
        Span<byte> section = header.TypeLength == 0 ? default : data.Slice((int)header.TypeStart, (int)header.TypeLength);
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(section);
        SwapIfNeeded(words, header);
        var rewriter = new RecordRewriter(map);
        foreach (BtfType type in source.Types)
        {
            Span<uint> record = words.Slice((int)((type.ByteOffset - header.TypeStart) / sizeof(uint)), type.ByteLength / sizeof(uint));
            BtfError error = rewriter.Rewrite(type, record);
            if (!error.IsNone)
            {
                return error;
            }
        }

        SwapIfNeeded(words, header);
        return default;
    }

    uint IWordMap.MapId(uint id)
    {
        _isWrong |= !_map.TryMapId(id, out uint mapped);
        return mapped;
    }

    uint IWordMap.MapName(uint offset)
    {
        _isWrong |= !_map.TryMapName(offset, out uint mapped);
        return mapped;
    }

    private static void SwapIfNeeded(Span<uint> words, in BtfHeader header)
    {
        if (header.IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    private BtfError Rewrite(BtfType type, Span<uint> record)
    {
        BtfKind kind = RecordFormat.Kind(record[1]);
        if (!RecordShape.Of(kind).IsKnown)
        {
            return new BtfError(BtfErrorCode.UnexpectedKind, type.ByteOffset, type.Id, type.Id, text: $"of kind {(int)kind}, whose references this version does not know");
        }

        RecordFields.Map(record, ref this);
        return _isWrong ? Locate(type) : default;
    }

    /// <summary>Finds the bad word in the original record.</summary>
    private readonly BtfError Locate(BtfType type)
    {
        RecordShape shape = RecordShape.Of(type.Kind);
        int count = type.ByteLength / sizeof(uint);
        for (int word = 0; word < count; word++)
        {
            uint value = word == 0 ? type.NameOffset : word < RecordShape.HeadWords ? type.SizeOrType : type.ReadTail((uint)word * sizeof(uint));
            long place = type.ByteOffset + word * sizeof(uint);
            RecordField field = shape.FieldAt(word);
            if (field == RecordField.Id && !_map.TryMapId(value, out _))
            {
                return new BtfError(BtfErrorCode.TypeIdOutOfRange, place, type.Id, value, type.Object.NextTypeId - 1);
            }

            if (field == RecordField.Name && !_map.TryMapName(value, out _))
            {
                uint end = type.Object.NextStringOffset;
                string? reason = value < end ? "; only names of types can be used from the strings of the distilled base" : null;
                return new BtfError(BtfErrorCode.NameOffsetOutOfRange, place, type.Id, value, end, reason);
            }
        }

        return default;
    }
}
