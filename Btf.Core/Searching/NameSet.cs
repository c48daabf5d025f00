using System.Numerics;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>A set of string offsets of a chain of objects, a bit for each byte of its strings.</summary>
/// <remarks>
/// A search marks the names that occur, then keeps those that match. So a name that many types share is tried once, and the names are read
/// in the order in which they lie, which costs a fraction of reading them in the order of the types.
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

    /// <summary>Adds a name.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="end">
    /// One past the last offset that the name's object or its bases have strings for, which is as far as look-ups read its names. In crafted data a name may lie
    /// in the strings of an object that is split from its own.
    /// </param>
    public void Add(uint offset, uint end)
    {
        if (offset < end)
        {
            _bits!.Words[offset / 64] |= 1UL << (int)(offset % 64);
        }
    }

    /// <summary>Whether a name of an object is in the set. A set that was disposed, perhaps as a copy, is empty.</summary>
    public bool Contains(uint offset, BtfObject owner) => Contains(offset) && offset < owner.NextStringOffset;

    private bool Contains(uint offset) =>
        offset < _end && _bits!.Lease == _lease && (_bits.Words[offset / 64] >> (int)(offset % 64) & 1) != 0;

    /// <summary>Takes away every name that does not match, and the empty one.</summary>
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

    /// <summary>Asks the pattern only about names in strings that hold the text which all matches do.</summary>
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
        // Names that start inside another end where that does: one look for the end serves all of a string.
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

    /// <summary>The bits of a word that stand for offsets of a range.</summary>
    private static ulong Mask(uint word, uint start, uint end)
    {
        ulong fromStart = word * 64 >= start ? ulong.MaxValue : ulong.MaxValue << (int)(start - word * 64);
        ulong upToEnd = end - word * 64 >= 64 ? ulong.MaxValue : (1UL << (int)(end - word * 64)) - 1;
        return fromStart & upToEnd;
    }

    public void Dispose() => _bits?.Return(_lease);
}
