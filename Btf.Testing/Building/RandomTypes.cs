namespace Btf.Testing;

/// <summary>Makes type sections of random records, for tests that depend only on sizes.</summary>
public sealed class RandomTypes(int seed, bool bigEndian)
{
    private readonly Random _random = new(seed);
    private readonly EndianWriter _types = new(bigEndian);

    public int Length => (int)_types.Length;

    public byte[] ToArray() => _types.ToArray();

    /// <summary>Appends a record of random words.</summary>
    public void Add(uint kind, int vlen, int words) => Add(kind, vlen, words, () => (uint)_random.NextInt64(1L << 32));

    /// <summary>Appends a record in which every free word looks like the second word of a record.</summary>
    public void AddDeceptive(uint kind, int vlen, int words) => Add(kind, vlen, words, Deceptive);

    /// <summary>Returns a record's kind, its vlen, and the number of words after its head.</summary>
    public (uint Kind, int Vlen, int Words) NextShape(int maxVlen)
    {
        uint kind = (uint)_random.Next(1, 20);
        int vlen = _random.Next(maxVlen + 1);
        return (kind, vlen, WordsAfterHead(kind, vlen));
    }

    public static int WordsAfterHead(uint kind, int vlen) => kind switch
    {
        1 or 14 or 17 => 1,
        3 => 3,
        4 or 5 or 15 or 19 => 3 * vlen,
        6 or 13 => 2 * vlen,
        _ => 0,
    };

    private void Add(uint kind, int vlen, int words, Func<uint> word)
    {
        _types.WriteUInt32(word());
        _types.WriteUInt32(RawBtf.Info((BtfKind)kind, vlen, _random.Next(2) == 0));
        _types.WriteUInt32(word());
        for (; words > 0; words--)
        {
            _types.WriteUInt32(word());
        }
    }

    private uint Deceptive() => RawBtf.Info((BtfKind)_random.Next(1, 20), _random.Next(4));
}
