namespace Btf.Core;

/// <summary>Cuts a member path into names, signs and numbers.</summary>
internal ref struct PathScanner
{
    private readonly ReadOnlySpan<byte> _path;

    public PathScanner(ReadOnlySpan<byte> path) => _path = path;

    /// <summary>Where the next one starts.</summary>
    public int Position { get; private set; }

    /// <summary>The path's length in bytes.</summary>
    public readonly int Length => _path.Length;

    public readonly bool IsAtEnd => Position == _path.Length;

    /// <summary>How many segments the path has, by its dots and arrows.</summary>
    public readonly int CountSegments() => 1 + _path.Count((byte)'.') + _path.Count("->"u8);

    /// <summary>Steps over a sign where it is next.</summary>
    public bool TrySkip(ReadOnlySpan<byte> sign)
    {
        bool found = _path[Position..].StartsWith(sign);
        Position += found ? sign.Length : 0;
        return found;
    }

    /// <summary>Steps over a keyword and the blanks that separate it from the name.</summary>
    public bool TrySkipKeyword(ReadOnlySpan<byte> keyword)
    {
        ReadOnlySpan<byte> rest = _path[Position..];
        if (!rest.StartsWith(keyword))
        {
            return false;
        }

        int blanks = rest[keyword.Length..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        blanks = blanks < 0 ? rest.Length - keyword.Length : blanks;
        Position += blanks > 0 ? keyword.Length + blanks : 0;
        return blanks > 0;
    }

    /// <summary>A name: all up to the next sign, the end, or nothing where one of them is next.</summary>
    public ReadOnlySpan<byte> ReadName(out int start)
    {
        // A loop, because names on a path are short.
        start = Position;
        int end = start;
        while (end < _path.Length && !IsSign(end))
        {
            end++;
        }

        Position = end;
        return _path[start..end];
    }

    /// <summary>A decimal number of any length.</summary>
    /// <param name="start">Where it starts; it ends at <see cref="Position"/>, and is empty where there is none.</param>
    /// <param name="value">The number, where the answer is true.</param>
    /// <returns>Whether it has 32 bits.</returns>
    public bool TryReadNumber(out int start, out uint value)
    {
        ReadOnlySpan<byte> rest = _path[Position..];
        int length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? rest.Length : length;
        start = Position;
        Position += length;

        ulong number = 0;
        foreach (byte digit in rest[..length])
        {
            number = Math.Min(number * 10 + (digit - (uint)'0'), 1UL << 32);
        }

        value = (uint)number;
        return number <= uint.MaxValue;
    }

    private readonly bool IsSign(int position) => _path[position] switch
    {
        (byte)'.' or (byte)'[' or (byte)']' => true,
        (byte)'-' => position + 1 < _path.Length && _path[position + 1] == '>',
        _ => false,
    };
}
