using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Writes down which types the records of one object refer to: each record's distinct ids, and an end mark after each record.</summary>
internal ref struct ReferencedIds
{
    /// <summary>Stands after the ids of each record. No type has this id: a type section is too short for so many.</summary>
    public const uint EndOfRecord = uint.MaxValue;

    private readonly Span<ReferenceTally> _tallies;
    private readonly Span<uint> _stream;
    private uint _referrer;
    private int _length;

    private ReferencedIds(Span<ReferenceTally> tallies, Span<uint> stream)
    {
        _tallies = tallies;
        _stream = stream;
    }

    /// <summary>The most that <see cref="Write"/> can write for an object: no reference takes fewer than 8 bytes of the type section.</summary>
    public static int Capacity(BtfObject btf) => (int)(btf.Header.TypeLength / 8) + btf.TypeCount;

    /// <summary>Walks an object's own types once, and counts for each type of the chain how many of them refer to it. Ids that do not exist are left out.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="tallies">An entry for each id of the chain, all zero.</param>
    /// <param name="stream">Room for <see cref="Capacity"/> ids.</param>
    /// <returns>What was written to the stream.</returns>
    public static Span<uint> Write(BtfObject btf, Span<ReferenceTally> tallies, Span<uint> stream)
    {
        var ids = new ReferencedIds(tallies, stream);
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
        BtfKind kind = type.Kind;
        if (kind.HasTarget())
        {
            Add(type.SizeOrType);
        }
        else if (type.TryAsComposite(out BtfComposite composite))
        {
            foreach (BtfMember member in composite.Members)
            {
                Add(member.TypeId);
            }
        }
        else if (type.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
        {
            AddPrototype(prototype);
        }
        else if (type.TryAsArray(out BtfArray array))
        {
            Add(array.ElementTypeId);
            Add(array.IndexTypeId);
        }
        else if (type.TryAsDataSection(out BtfDataSection section))
        {
            foreach (BtfDataSectionEntry entry in section.Entries)
            {
                Add(entry.TypeId);
            }
        }
    }

    private void AddPrototype(BtfFunctionPrototype prototype)
    {
        Add(prototype.ReturnTypeId);
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            uint id = parameter.TypeId;
            if (id != 0 || !parameter.IsVariadic)
            {
                Add(id);
            }
        }
    }

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
            }
        }
    }
}
