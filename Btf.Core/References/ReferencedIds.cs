using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Lists the types that the records of an object refer to: the distinct ids of each record, and an end mark after each record.</summary>
internal ref struct ReferencedIds
{
    /// <summary>The end mark. No type has this id, because a type section is too short for so many types.</summary>
    public const uint EndOfRecord = uint.MaxValue;

    private readonly Span<ReferenceTally> _tallies;
    private readonly Span<uint> _stream;
    private readonly Span<ulong> _ofBases;
    private readonly uint _firstOwn;
    private uint _referrer;
    private int _length;

    private ReferencedIds(Span<ReferenceTally> tallies, Span<uint> stream, Span<ulong> ofBases, uint firstOwn)
    {
        _tallies = tallies;
        _stream = stream;
        _ofBases = ofBases;
        _firstOwn = firstOwn;
    }

    /// <summary>Returns the most ids and marks that <see cref="Write"/> can write: every word of the type section may be an id.</summary>
    public static int Capacity(BtfObject btf) => (int)(btf.Header.TypeLength / sizeof(uint)) + btf.TypeCount;

    /// <summary>
    /// Lists the references of an object's own types in one walk, and counts for each type of the chain the types that refer to it. Skips ids that do not
    /// exist.
    /// </summary>
    /// <param name="btf">The object.</param>
    /// <param name="tallies">Receives the counts: an entry for each id of the chain, all zero before.</param>
    /// <param name="stream">Room for <see cref="Capacity"/> ids.</param>
    /// <param name="ofBases">Receives a mark for each id of the bases that is referred to; all clear before.</param>
    /// <param name="firstOwn">The number of these ids.</param>
    /// <returns>The written part of the stream.</returns>
    public static Span<uint> Write(BtfObject btf, Span<ReferenceTally> tallies, Span<uint> stream, Span<ulong> ofBases, uint firstOwn)
    {
        var ids = new ReferencedIds(tallies, stream, ofBases, firstOwn);
        foreach (BtfType type in btf.Types)
        {
            ids._referrer = type.Id;
            ids.AddAll(type);
            ids._stream[ids._length++] = EndOfRecord;
        }

        return stream[..ids._length];
    }

    private void AddAll(BtfType type)
    {
        uint info = type.Info;
        RecordShape shape = RecordShape.Of(RecordFormat.Kind(info));
        if (shape.HeadIsId)
        {
            Add(type.SizeOrType);
        }

        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < shape.FixedIds; i++)
        {
            Add(type.ReadTail(field + (uint)i * sizeof(uint)));
        }

        if (shape.IdCount != 0)
        {
            AddElements(type, shape, RecordFormat.Vlen(info));
        }
    }

    private void AddElements(BtfType type, in RecordShape shape, int count)
    {
        uint field = RecordFormat.HeadSize + (uint)shape.FixedWords * sizeof(uint);
        uint size = (uint)shape.Stride * sizeof(uint);
        uint idField = (uint)shape.FirstId * sizeof(uint);
        for (int element = 0; element < count; element++, field += size)
        {
            for (int i = 0; i < shape.IdCount; i++)
            {
                uint id = type.ReadTail(field + idField + (uint)i * sizeof(uint));
                if (id != 0 || !IsEmpty(type, shape, field, isLast: element == count - 1))
                {
                    Add(id);
                }
            }
        }
    }

    /// <summary>Returns whether an element with id 0 refers to nothing instead of to void.</summary>
    private static bool IsEmpty(BtfType type, in RecordShape shape, uint field, bool isLast) => shape.Empty switch
    {
        EmptyElements.Any => true,
        EmptyElements.Last => isLast && type.ReadTail(field + (uint)shape.NameAt * sizeof(uint)) == 0,
        _ => false,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(uint id)
    {
        if (id < (uint)_tallies.Length)
        {
            ref ReferenceTally tally = ref _tallies[(int)id];
            if (tally.LastReferrer != _referrer)
            {
                tally.LastReferrer = _referrer;
                tally.Count++;
                _stream[_length++] = id;
                if (id < _firstOwn)
                {
                    _ofBases[(int)(id / 64)] |= 1UL << (int)(id % 64);
                }
            }
        }
    }
}
