using System.Buffers;
using System.Numerics;

namespace Btf.Core;

/// <summary>A set of string offsets of a chain of objects, a bit for each byte of its strings, in a pooled buffer.</summary>
/// <remarks>
/// A search marks the names that occur, then keeps those that match. So a name that many types share is tried once, and the names are read
/// in the order in which they lie, which costs a fraction of reading them in the order of the types.
/// </remarks>
internal struct NameSet : IDisposable
{
    private readonly BtfObject _chain;
    private readonly uint _end;
    private ulong[]? _bits;

    public NameSet(BtfObject chain)
    {
        _chain = chain;
        _end = chain.NextStringOffset;
        int words = (int)(_end / 64) + 1;
        _bits = ArrayPool<ulong>.Shared.Rent(words);
        Array.Clear(_bits, 0, words);
    }

    /// <summary>Adds a name. An offset past the strings is none.</summary>
    public readonly void Add(uint offset)
    {
        if (offset < _end)
        {
            _bits![offset / 64] |= 1UL << (int)(offset % 64);
        }
    }

    public readonly bool Contains(uint offset) => offset < _end && (_bits![offset / 64] >> (int)(offset % 64) & 1) != 0;

    /// <summary>Takes away every name that does not match, and the empty one.</summary>
    public readonly void Keep(BtfNamePattern pattern)
    {
        Span<ulong> words = _bits.AsSpan(0, (int)(_end / 64) + 1);
        for (int i = 0; i < words.Length; i++)
        {
            for (ulong left = words[i]; left != 0; left &= left - 1)
            {
                uint offset = (uint)i * 64 + (uint)BitOperations.TrailingZeroCount(left);
                ReadOnlySpan<byte> name = _chain.ReadString(offset);
                if (name.IsEmpty || !pattern.IsMatch(name))
                {
                    words[i] &= ~(left & (0 - left));
                }
            }
        }

        GC.KeepAlive(_chain);
    }

    public void Dispose()
    {
        if (_bits is not null)
        {
            ArrayPool<ulong>.Shared.Return(_bits);
            _bits = null;
        }
    }
}
