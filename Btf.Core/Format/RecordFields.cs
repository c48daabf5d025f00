namespace Btf.Core;

/// <summary>Walks over the ids and names of records, whose words are in the machine's byte order.</summary>
internal static class RecordFields
{
    /// <summary>Replaces the ids and names of one record.</summary>
    /// <param name="record">A whole record. In a record of an unknown kind only its own name is replaced.</param>
    /// <param name="map">Returns the new values.</param>
    public static void Map<TMap>(Span<uint> record, ref TMap map)
        where TMap : struct, IWordMap
    {
        ref readonly RecordShape shape = ref RecordShape.Of(RecordFormat.Kind(record[1]));
        record[0] = map.MapName(record[0]);
        if (shape.HeadIsId)
        {
            record[2] = map.MapId(record[2]);
        }

        Span<uint> rest = record[RecordShape.HeadWords..];
        for (int i = 0; i < shape.FixedIds; i++)
        {
            rest[i] = map.MapId(rest[i]);
        }

        if (shape.Stride == 0)
        {
            return;
        }

        int nameAt = shape.NameAt;
        int firstId = shape.FirstId;
        int idEnd = firstId + shape.IdCount;
        for (int word = shape.FixedWords; word < rest.Length; word += shape.Stride)
        {
            if (nameAt >= 0)
            {
                rest[word + nameAt] = map.MapName(rest[word + nameAt]);
            }

            for (int i = firstId; i < idEnd; i++)
            {
                rest[word + i] = map.MapId(rest[word + i]);
            }
        }
    }

    /// <summary>Passes the ids and names of one record to a map, in the same order, and changes nothing.</summary>
    /// <param name="record">A whole record.</param>
    /// <param name="map">The map. Its results are ignored.</param>
    public static void Visit<TMap>(ReadOnlySpan<uint> record, ref TMap map)
        where TMap : struct, IWordMap
    {
        ref readonly RecordShape shape = ref RecordShape.Of(RecordFormat.Kind(record[1]));
        map.MapName(record[0]);
        if (shape.HeadIsId)
        {
            map.MapId(record[2]);
        }

        ReadOnlySpan<uint> rest = record[RecordShape.HeadWords..];
        for (int i = 0; i < shape.FixedIds; i++)
        {
            map.MapId(rest[i]);
        }

        if (shape.Stride == 0)
        {
            return;
        }

        int nameAt = shape.NameAt;
        int firstId = shape.FirstId;
        int idEnd = firstId + shape.IdCount;
        for (int word = shape.FixedWords; word < rest.Length; word += shape.Stride)
        {
            if (nameAt >= 0)
            {
                map.MapName(rest[word + nameAt]);
            }

            for (int i = firstId; i < idEnd; i++)
            {
                map.MapId(rest[word + i]);
            }
        }
    }
}
