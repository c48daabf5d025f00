using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>A set of string offsets of a chain of objects, with one bit per byte of its strings.</summary>
/// <remarks>
/// A search marks the names that occur, then keeps those that match. So a name that many types share is tried once. Names are read in the order of the strings,
/// which costs a fraction of reading them in the order of the types. If a name's beginning decides, the search marks the places of that beginning instead.
/// </remarks>
internal readonly struct NameSet : IDisposable
{
    private readonly BtfObject _chain;
    private readonly uint _end;
    private readonly NameBits? _bits;
    private readonly int _lease;

    public NameSet(BtfObject chain)
    {
        _chain = chain;
        _end = chain.NextStringOffset;
        _bits = NameBits.Take((int)(_end / 64) + 1);
        _lease = _bits.Lease;
    }

    /// <summary>Whether this is the default value, which cannot be used.</summary>
    public bool IsDefault => _bits is null;

    /// <summary>Adds a name.</summary>
    /// <param name="offset">The name's offset.</param>
    /// <param name="end">
    /// One past the last string offset of the name's object: look-ups read its names only up to there. In crafted data a name may lie in the strings of an
    /// object split from its own.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint offset, uint end)
    {
        if (offset < end)
        {
            _bits!.Words[offset / 64] |= 1UL << (int)(offset % 64);
        }
    }

    /// <summary>Adds every place in the strings where a beginning stands, also those at which no name starts.</summary>
    /// <param name="beginning">The beginning of a pattern's names.</param>
    /// <returns>False if the beginning is empty.</returns>
    public bool TryAddAll(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IsEmpty)
        {
            return false;
        }

        for (BtfObject? part = _chain; part is not null; part = part.Base)
        {
            ReadOnlySpan<byte> strings = part.Strings;
            for (int at = 0, found; (found = strings[at..].IndexOf(beginning)) >= 0; at += found + 1)
            {
                Add(part.FirstStringOffset + (uint)(at + found), _end);
            }

            GC.KeepAlive(part);
        }

        return true;
    }

    /// <summary>Returns whether a name of an object is in the set. A disposed set, or a copy of one, is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(uint offset, BtfObject owner) => Contains(offset) && offset < owner.NextStringOffset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Contains(uint offset) =>
        offset < _end && _bits!.Lease == _lease && (_bits.Words[offset / 64] >> (int)(offset % 64) & 1) != 0;

    /// <summary>Removes every name that does not match, and the empty name.</summary>
    public void Keep(BtfNamePattern pattern)
    {
        var suffixes = default(SuffixMatches);
        for (BtfObject? part = _chain; part is not null; part = part.Base)
        {
            suffixes.EnterStrings();
            Keep(pattern, ref suffixes, part.Strings, part.FirstStringOffset);
            GC.KeepAlive(part);
        }
    }

    /// <summary>Tries the pattern only on names in strings that contain the text of every match.</summary>
    private void Keep(BtfNamePattern pattern, ref SuffixMatches suffixes, ReadOnlySpan<byte> strings, uint firstOffset)
    {
        ReadOnlySpan<byte> required = pattern.RequiredText;
        int at = 0;
        while (at < strings.Length)
        {
            int found = strings[at..].IndexOf(required);
            int start = found < 0 ? strings.Length : strings[..(at + found)].LastIndexOf((byte)0) + 1;
            int zero = required.IsEmpty || found < 0 ? -1 : strings[(at + found)..].IndexOf((byte)0);
            int end = zero < 0 ? strings.Length : at + found + zero + 1;
            Clear(firstOffset + (uint)at, firstOffset + (uint)start);
            Test(pattern, ref suffixes, strings, firstOffset, firstOffset + (uint)start, firstOffset + (uint)end);
            at = end;
        }
    }

    private void Clear(uint start, uint end)
    {
        for (uint word = start / 64; word * 64 < end; word++)
        {
            _bits!.Words[word] &= ~Mask(word, start, end);
        }
    }

    private void Test(BtfNamePattern pattern, ref SuffixMatches suffixes, ReadOnlySpan<byte> strings, uint firstOffset, uint start, uint end)
    {
        // A name that starts inside another ends at the same place, so one search for the end serves all names of a string.
        int endOfString = 0;
        for (uint word = start / 64; word * 64 < end; word++)
        {
            for (ulong left = _bits!.Words[word] & Mask(word, start, end); left != 0; left &= left - 1)
            {
                int at = (int)(word * 64 + (uint)BitOperations.TrailingZeroCount(left) - firstOffset);
                if (at >= endOfString)
                {
                    ReadOnlySpan<byte> rest = strings[at..];
                    endOfString = at + BtfStringTable.LengthOf(ref MemoryMarshal.GetReference(rest), rest.Length);
                }

                if (at == endOfString || !suffixes.IsMatch(pattern, strings, at, endOfString))
                {
                    _bits.Words[word] &= ~(left & (0 - left));
                }
            }
        }
    }

    /// <summary>Returns the bits of a word that stand for the offsets of a range.</summary>
    private static ulong Mask(uint word, uint start, uint end)
    {
        ulong fromStart = word * 64 >= start ? ulong.MaxValue : ulong.MaxValue << (int)(start - word * 64);
        ulong upToEnd = end - word * 64 >= 64 ? ulong.MaxValue : (1UL << (int)(end - word * 64)) - 1;
        return fromStart & upToEnd;
    }

    public void Dispose() => _bits?.Return(_lease);
}
