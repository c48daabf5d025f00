using System.Numerics;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The index from names to one object's own types. Immutable once built; at most 8 bytes a named type.</summary>
/// <remarks>
/// Two arrays. <c>_entries</c> holds the named types bucket by bucket, ids ascending within a bucket: the type's place in the object in the low bits,
/// and in the high bits as much of the name's hash as there is room for, so that other names of the bucket are passed over without a look at
/// their records. <c>_bucketStarts</c> says where each bucket begins. A bucket holds a name or two; the hash is seeded, so that hostile names spread
/// as well as others, and a name that very many types share is simply a long answer.
/// </remarks>
internal sealed class NameIndex
{
    // The kernel has no name of a thirtieth of this length. What lies behind it is not hashed: hostile names may all be parts of one very long string.
    private const int HashedLength = 16 * 1024;

    private readonly uint[] _bucketStarts;
    private readonly uint[] _entries;
    private readonly int _placeBits;

    private NameIndex(uint[] bucketStarts, uint[] entries, int placeBits)
    {
        _bucketStarts = bucketStarts;
        _entries = entries;
        _placeBits = placeBits;
    }

    /// <summary>The bytes that the index keeps.</summary>
    public long KeptBytes => sizeof(uint) * ((long)_bucketStarts.Length + _entries.Length);

    private uint PlaceMask => (1u << _placeBits) - 1;

    /// <summary>Walks an object's own types once. A name that cannot be read is left out: it can be found by no name.</summary>
    public static unsafe NameIndex Build(BtfObject btf)
    {
        // Off the managed heap, and gone after the build: a hash for each type.
        int count = btf.TypeCount;
        void* scratch = NativeHeap.Allocate(Math.Max(1, count), sizeof(uint));
        try
        {
            return Build(btf, new Span<uint>(scratch, count));
        }
        finally
        {
            NativeHeap.Free(scratch, Math.Max(1, count), sizeof(uint));
        }
    }

    private static NameIndex Build(BtfObject btf, Span<uint> hashes)
    {
        int named = HashNames(btf, hashes);
        int placeBits = BitOperations.Log2((uint)Math.Max(1, hashes.Length)) + 1;
        var starts = new uint[Math.Max(1, named / 8 * 7) + 1];
        var entries = new uint[named];
        uint buckets = (uint)starts.Length - 1;

        // A counting sort: how many each bucket has, where each ends, and then, from the last type to the first, each to its place.
        foreach (uint hash in hashes)
        {
            if (hash != 0)
            {
                starts[Bucket(hash, buckets)]++;
            }
        }

        uint end = 0;
        foreach (ref uint start in starts.AsSpan())
        {
            start = end += start;
        }

        for (int place = hashes.Length - 1; place >= 0; place--)
        {
            uint hash = hashes[place];
            if (hash != 0)
            {
                entries[--starts[Bucket(hash, buckets)]] = (uint)place | Tag(hash, placeBits);
            }
        }

        return new NameIndex(starts, entries, placeBits);
    }

    /// <summary>The hash of each type's name, and 0 where it has none. Returns how many have one.</summary>
    private static int HashNames(BtfObject btf, Span<uint> hashes)
    {
        int named = 0;
        int place = 0;
        foreach (BtfType type in btf.Types)
        {
            uint hash = 0;
            uint nameOffset = type.NameOffset;
            if (nameOffset != 0 && btf.TryReadString(nameOffset, out ReadOnlySpan<byte> name, HashedLength) && !name.IsEmpty)
            {
                hash = HashOf(name);
                named++;
            }

            hashes[place++] = hash;
        }

        return named;
    }

    /// <summary>The first type of a name.</summary>
    /// <param name="owner">The object that the index is of.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="type">The type.</param>
    /// <param name="position">The entry after the type's.</param>
    /// <param name="end">The end of the name's bucket.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(BtfObject owner, ReadOnlySpan<byte> name, out BtfType type, out int position, out int end)
    {
        FindBucket(name, out uint tag, out position, out end);
        return TryFind(owner, name, tag, ref position, end, out type);
    }

    /// <summary>The type of a name after another one.</summary>
    /// <param name="owner">The object that the index is of.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="position">The entry after the other type's; afterwards, the one after the answer's.</param>
    /// <param name="end">The end of the name's bucket.</param>
    /// <param name="type">The type.</param>
    public bool TryFindNext(BtfObject owner, ReadOnlySpan<byte> name, ref int position, int end, out BtfType type) =>
        TryFind(owner, name, _entries[position - 1] & ~PlaceMask, ref position, end, out type);

    /// <summary>The range of entries in which a name's types are, if there are any, and what marks them there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FindBucket(ReadOnlySpan<byte> name, out uint tag, out int position, out int end)
    {
        uint hash = HashOf(name);
        uint[] starts = _bucketStarts;
        uint bucket = Bucket(hash, (uint)starts.Length - 1);
        tag = Tag(hash, _placeBits);
        position = (int)starts[bucket];
        end = (int)starts[bucket + 1];
    }

    /// <summary>Steps to the next entry whose name may be the one with this mark.</summary>
    /// <param name="tag">The name's mark.</param>
    /// <param name="position">The first entry to look at; afterwards, the one after the answer.</param>
    /// <param name="end">The end of the bucket.</param>
    /// <param name="place">The type's place among the object's own types, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(uint tag, ref int position, int end, out uint place)
    {
        uint[] entries = _entries;
        uint mask = PlaceMask;
        while (position < end)
        {
            uint entry = entries[position++];
            if ((entry & ~mask) == tag)
            {
                place = entry & mask;
                return true;
            }
        }

        place = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFind(BtfObject owner, ReadOnlySpan<byte> name, uint tag, ref int position, int end, out BtfType type)
    {
        while (TryNext(tag, ref position, end, out uint place))
        {
            type = owner[owner.FirstTypeId + place];
            if (type.HasName(name))
            {
                return true;
            }
        }

        type = default;
        return false;
    }

    // Never 0, which marks a type without a name while the index is built. Building and finding must agree on it.
    private static uint HashOf(ReadOnlySpan<byte> name) => Math.Max(1, NameHash.Of(name.Length > HashedLength ? name[..HashedLength] : name));

    // The high bits of the hash choose the bucket, the low ones are the tag.
    private static uint Bucket(uint hash, uint buckets) => (uint)((ulong)hash * buckets >> 32);

    private static uint Tag(uint hash, int placeBits) => hash << placeBits;
}
