using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>
/// Maps the words of an object whose types are appended to others. The object's own ids move by the same distance; its own names are added to the new strings
/// when they are used.
/// </summary>
/// <param name="source">The object.</param>
/// <param name="ids">The new ids. A base's ids do not change.</param>
/// <param name="names">The new strings. Offsets in the base's strings do not change.</param>
/// <param name="isLater">Whether names that are not known yet are marked for <see cref="MarkedNames"/>, because earlier records may add names too.</param>
internal struct AppendedWords(BtfObject source, ShiftedIds ids, SourceNames names, bool isLater = false) : ICheckingWordMap
{
    // All strings together are shorter than 2^31 bytes.
    private const uint Mark = 1u << 31;

    private readonly uint _firstOwnString = source.FirstStringOffset;
    private readonly uint _stringEnd = source.NextStringOffset;

    /// <inheritdoc/>
    public bool IsWrong { get; private set; }

    /// <summary>Whether names were marked.</summary>
    public bool HasMarked { get; private set; }

    /// <summary>Copies an object's own records and maps them, in two halves at once if that is faster. The result is the same.</summary>
    /// <param name="source">The object.</param>
    /// <param name="words">Takes the words of the records.</param>
    /// <param name="ids">The new ids.</param>
    /// <param name="names">The new strings.</param>
    /// <exception cref="BtfFormatException">A kind is unknown, or an id or offset does not exist. Some records may be mapped then.</exception>
    public static void MapAll(BtfObject source, Memory<uint> words, ShiftedIds ids, SourceNames names)
    {
        int count = source.TypeCount;

        // New names are added in one thread: if most are new, a second one would only mark them.
        int middle = TwoThreads.AreWorthFor(count) && names.AreMostKnown ? count / 2 : count;
        bool[] haveMarked = new bool[2];
        TwoThreads.RunHalves(middle == count ? 0 : count, half =>
        {
            (int first, int end) = half == 0 ? (0, middle) : (middle, count);
            Range range = RecordWords.RangeOf(source.RecordOffsets, first, end, words.Length);
            source.TypeWords[range].CopyTo(words.Span[range]);
            var map = new AppendedWords(source, ids, names, isLater: half != 0);
            RecordWords.Map(source, first, end, words.Span, ref map);
            haveMarked[half] = map.HasMarked;
        });
        if (haveMarked[1])
        {
            var rest = new MarkedNames(source.FirstStringOffset, names);
            RecordWords.Map(source, middle, count, words.Span, ref rest);
        }
    }

    public uint MapId(uint id)
    {
        IsWrong |= id >= ids.End;
        return ids.Map(id);
    }

    public uint MapName(uint offset)
    {
        if (offset < _firstOwnString || offset == 0)
        {
            return offset;
        }

        if (offset < _stringEnd)
        {
            return isLater ? MapLater(offset) : names.Map(offset - _firstOwnString);
        }

        IsWrong = true;
        return 0;
    }

    private uint MapLater(uint offset)
    {
        uint known = names.Known(offset - _firstOwnString);
        HasMarked |= known == 0;
        return known != 0 ? known : offset | Mark;
    }

    /// <summary>Maps the names that were marked.</summary>
    private readonly struct MarkedNames(uint firstOwnString, SourceNames names) : ICheckingWordMap
    {
        public bool IsWrong => false;

        public uint MapId(uint id) => id;

        public uint MapName(uint offset) => (offset & Mark) == 0 ? offset : names.Map((offset & ~Mark) - firstOwnString);
    }
}
