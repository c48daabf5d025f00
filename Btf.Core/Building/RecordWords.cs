using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Reads records as words in the machine's byte order, and checks them.</summary>
internal static class RecordWords
{
    /// <summary>Returns an object's own records as consecutive words in the machine's byte order.</summary>
    public static uint[] Copy(BtfObject btf)
    {
        uint[] words = btf.TypeWords.ToArray();
        GC.KeepAlive(btf);
        return words;
    }

    /// <summary>Returns one of an object's own records as words in the machine's byte order.</summary>
    public static uint[] CopyOne(BtfObject owner, uint id)
    {
        ReadOnlySpan<uint> words = owner.TypeWords;
        uint[] record = words[RangeOf(owner.RecordOffsets, (int)(id - owner.FirstTypeId), words.Length)].ToArray();
        GC.KeepAlive(owner);
        return record;
    }

    /// <summary>Returns one of an object's own records as <see cref="CopyOne"/> does, after a check.</summary>
    /// <exception cref="BtfFormatException">Its kind is unknown, or an id or offset does not exist.</exception>
    public static uint[] CopyChecked(BtfType type)
    {
        BtfObject owner = type.Object;
        uint[] record = CopyOne(owner, type.Id);
        Check(owner, (int)(type.Id - owner.FirstTypeId), record);
        return record;
    }

    /// <summary>Returns the start of each record of <see cref="Copy"/>, and finally the end of the last.</summary>
    public static int[] Starts(BtfObject btf)
    {
        ReadOnlySpan<uint> offsets = btf.RecordOffsets;
        var starts = GC.AllocateUninitializedArray<int>(offsets.Length + 1);
        for (int i = 0; i < offsets.Length; i++)
        {
            starts[i] = (int)(offsets[i] / sizeof(uint));
        }

        starts[^1] = btf.TypeWords.Length;
        return starts;
    }

    /// <summary>Maps some of an object's own records.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="first">The index of the first record.</param>
    /// <param name="end">One more than the index of the last record.</param>
    /// <param name="words">The words of all records, as <see cref="BtfObject.TypeWords"/> has them.</param>
    /// <param name="map">Maps the ids and names.</param>
    /// <exception cref="BtfFormatException">A kind is unknown, or an id or offset does not exist. Some records may be mapped then.</exception>
    public static void Map<TMap>(BtfObject btf, int first, int end, Span<uint> words, ref TMap map)
        where TMap : struct, ICheckingWordMap
    {
        ReadOnlySpan<uint> offsets = btf.RecordOffsets;
        for (int i = first; i < end; i++)
        {
            Map(btf, i, words[RangeOf(offsets, i, words.Length)], ref map);
        }
    }

    /// <summary>Maps a copy of one of an object's own records.</summary>
    /// <exception cref="BtfFormatException">Its kind is unknown, or an id or offset does not exist.</exception>
    public static void Map<TMap>(BtfObject btf, int index, Span<uint> record, ref TMap map)
        where TMap : struct, ICheckingWordMap
    {
        CheckKind(btf, index, record);
        RecordFields.Map(record, ref map);
        if (map.IsWrong)
        {
            ThrowWrong(btf, index, CopyOne(btf, btf.FirstTypeId + (uint)index));
        }
    }

    /// <summary>Returns the range of a record's words among those of all own records.</summary>
    /// <param name="offsets">The offsets of the records in bytes.</param>
    /// <param name="index">The record's index.</param>
    /// <param name="wordCount">The number of words of all records.</param>
    public static Range RangeOf(ReadOnlySpan<uint> offsets, int index, int wordCount)
    {
        int start = (int)(offsets[index] / sizeof(uint));
        return start..StartOf(offsets, index + 1, wordCount);
    }

    /// <summary>Returns the range of the words of some records among those of all own records.</summary>
    /// <param name="offsets">The offsets of the records in bytes.</param>
    /// <param name="first">The index of the first record.</param>
    /// <param name="end">One more than the index of the last record.</param>
    /// <param name="wordCount">The number of words of all records.</param>
    public static Range RangeOf(ReadOnlySpan<uint> offsets, int first, int end, int wordCount) =>
        StartOf(offsets, first, wordCount)..StartOf(offsets, end, wordCount);

    private static int StartOf(ReadOnlySpan<uint> offsets, int index, int wordCount) =>
        index < offsets.Length ? (int)(offsets[index] / sizeof(uint)) : wordCount;

    /// <summary>Checks that an object's own records can be rewritten: kinds are known, and ids and string offsets exist.</summary>
    /// <exception cref="BtfFormatException">A kind is unknown, or an id or offset does not exist.</exception>
    public static void Check(BtfObject btf)
    {
        TwoThreads.Run(btf.TypeCount, (first, end) =>
        {
            ReadOnlySpan<uint> words = btf.TypeWords;
            ReadOnlySpan<uint> offsets = btf.RecordOffsets;
            for (int i = first; i < end; i++)
            {
                Check(btf, i, words[RangeOf(offsets, i, words.Length)]);
            }
        });
        GC.KeepAlive(btf);
    }

    /// <summary>Checks one of an object's own records.</summary>
    /// <exception cref="BtfFormatException">Its kind is unknown, or an id or offset does not exist.</exception>
    public static void Check(BtfObject btf, int index, ReadOnlySpan<uint> record)
    {
        CheckKind(btf, index, record);
        var check = new CheckingMap(btf.NextTypeId, btf.NextStringOffset);
        RecordFields.Visit(record, ref check);
        if (check.IsWrong)
        {
            ThrowWrong(btf, index, record);
        }
    }

    /// <summary>Checks that the kinds of an object's own records are known.</summary>
    /// <exception cref="BtfFormatException">A kind is unknown.</exception>
    public static void CheckKinds(BtfObject btf)
    {
        foreach (BtfType type in btf.Types)
        {
            if (!type.Kind.IsKnown())
            {
                ThrowUnknownKind(btf, (int)(type.Id - btf.FirstTypeId), (int)type.Kind);
            }
        }
    }

    private static long PlaceOf(BtfObject btf, int index, int word) => btf.ByteOffsetOf(btf.RecordOffsets[index] + (uint)word * sizeof(uint));

    private static void CheckKind(BtfObject btf, int index, ReadOnlySpan<uint> record)
    {
        if (!RecordShape.Of(RecordFormat.Kind(record[1])).IsKnown)
        {
            ThrowUnknownKind(btf, index, (int)RecordFormat.Kind(record[1]));
        }
    }

    private static void ThrowUnknownKind(BtfObject btf, int index, int kind)
    {
        uint id = btf.FirstTypeId + (uint)index;
        new BtfError(
            BtfErrorCode.UnexpectedKind, PlaceOf(btf, index, 1), id, id, text: $"of kind {kind}, whose references this version does not know").Throw();
    }

    private static void ThrowWrong(BtfObject btf, int index, ReadOnlySpan<uint> record)
    {
        RecordShape shape = RecordShape.Of(RecordFormat.Kind(record[1]));
        int word = 0;
        while (!IsWrong(btf, shape.FieldAt(word), record[word]))
        {
            word++;
        }

        bool isName = shape.FieldAt(word) == RecordField.Name;
        BtfErrorCode code = isName ? BtfErrorCode.NameOffsetOutOfRange : BtfErrorCode.TypeIdOutOfRange;
        uint bound = isName ? btf.NextStringOffset : btf.NextTypeId - 1;
        new BtfError(code, PlaceOf(btf, index, word), btf.FirstTypeId + (uint)index, record[word], bound).Throw();
    }

    private static bool IsWrong(BtfObject btf, RecordField field, uint word) => field switch
    {
        RecordField.Id => word >= btf.NextTypeId,
        RecordField.Name => word >= btf.NextStringOffset && word != 0,
        _ => false,
    };

    private struct CheckingMap(uint ids, uint strings) : ICheckingWordMap
    {
        public bool IsWrong { get; private set; }

        public uint MapId(uint id)
        {
            IsWrong |= id >= ids;
            return id;
        }

        public uint MapName(uint offset)
        {
            IsWrong |= offset >= strings && offset != 0;
            return offset;
        }
    }
}
