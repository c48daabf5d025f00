using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The names of an object's own records, as the name index is built from them. The strings may be the object's own or those of its bases.</summary>
internal readonly unsafe ref struct RecordNames
{
    private readonly RecordTable _records;
    private readonly BtfObject _chain;

    /// <summary>Takes the records and the object whose chain has their strings.</summary>
    /// <param name="records">The records.</param>
    /// <param name="chain">Their object, which stays open meanwhile.</param>
    public RecordNames(in RecordTable records, BtfObject chain)
    {
        _records = records;
        _chain = chain;
    }

    /// <summary>The number of records.</summary>
    public int Count => _records.Count;

    /// <summary>Computes the odd hash of each name; 0 for a record whose name is missing or unreadable.</summary>
    /// <param name="hash">The hash function.</param>
    /// <param name="hashes">Receives the hashes.</param>
    /// <returns>The number of records with a hash.</returns>
    /// <exception cref="ObjectDisposedException">Another thread has closed a base whose strings hold one of the names.</exception>
    public int Hash(in NameHash hash, Span<uint> hashes)
    {
        uint* offsets = _records.Offsets;
        byte* types = _records.Types;
        byte* strings = _records.Strings;
        uint limit = _records.StringLength;
        uint first = _records.FirstStringOffset;
        int named = 0;
        LongNames? longNames = null;
        for (int place = 0; place < hashes.Length; place++)
        {
            // In bounds, as in RecordTable.NameOffsetAt.
            uint nameOffset = Unsafe.ReadUnaligned<uint>(types + offsets[place]);
            uint nameHash = 0;
            if (nameOffset != 0)
            {
                // In bounds: the length stays within what the limit leaves.
                uint start = nameOffset - first;
                bool isOwn = start < limit;
                ReadOnlySpan<byte> name = isOwn
                    ? new ReadOnlySpan<byte>(strings + start, BtfStringTable.LengthOf(ref strings[start], (int)Math.Min(limit - start, NameHash.MaxLength)))
                    : HashedPartOfOther(nameOffset);
                nameHash = name.Length >= NameHash.MaxLength ? hash.OddOf(LongName(nameOffset, longNames ??= new LongNames()))
                    : name.IsEmpty ? 0
                    : hash.OddOf(name);
                named += name.IsEmpty ? 0 : 1;
                if (!isOwn)
                {
                    ThrowIfOwnerClosedMeanwhile(nameOffset);
                }
            }

            hashes[place] = nameHash;
        }

        GC.KeepAlive(_chain);
        return named;
    }

    /// <summary>Returns whether two records have the same name, in as many bytes as are hashed.</summary>
    public bool AreEqual(uint place, uint other)
    {
        uint name = _records.NameOffsetAt((int)place);
        uint otherName = _records.NameOffsetAt((int)other);
        if (name == otherName)
        {
            return true;
        }

        bool same = _chain.TryReadString(name, out ReadOnlySpan<byte> text, NameHash.MaxLength)
            && _chain.TryReadString(otherName, out ReadOnlySpan<byte> otherText, NameHash.MaxLength)
            && text.SequenceEqual(otherText);
        ThrowIfOwnerClosedMeanwhile(name);
        ThrowIfOwnerClosedMeanwhile(otherName);
        return same;
    }

    /// <summary>Throws if the object whose strings hold a name was closed, because the name may then have been read as zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowIfOwnerClosedMeanwhile(uint nameOffset)
    {
        // The flag is set before any read can see a zero. The barrier keeps the processor from checking the flag before the reads.
        Volatile.ReadBarrier();
        _chain.PartWithString(nameOffset).ThrowIfDisposed();
    }

    /// <summary>Returns a name that is longer than its hashed part. Does not read its bytes.</summary>
    private ReadOnlySpan<byte> LongName(uint nameOffset, LongNames longNames)
    {
        BtfObject owner = _chain.PartWithString(nameOffset);
        ReadOnlySpan<byte> strings = owner.Strings;
        uint start = nameOffset - owner.FirstStringOffset;
        return start >= (uint)strings.Length ? default : strings.Slice((int)start, longNames.LengthAt(owner, (int)start));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> HashedPartOfOther(uint nameOffset) =>
        _chain.TryReadString(nameOffset, out ReadOnlySpan<byte> name, NameHash.MaxLength) ? name : default;
}
