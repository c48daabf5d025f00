namespace Btf.Core;

/// <summary>Splits a member path into names, signs and numbers.</summary>
internal ref struct PathScanner
{
    private readonly ReadOnlySpan<byte> _path;

    public PathScanner(ReadOnlySpan<byte> path) => _path = path;

    /// <summary>The start of the next token.</summary>
    public int Position { get; private set; }

    /// <summary>The path's length in bytes.</summary>
    public readonly int Length => _path.Length;

    public readonly bool IsAtEnd => Position == _path.Length;

    /// <summary>Counts the path's segments by its dots and arrows.</summary>
    public readonly int CountSegments() => 1 + _path.Count((byte)'.') + _path.Count("->"u8);

    /// <summary>Skips a sign if it is next.</summary>
    public bool TrySkip(ReadOnlySpan<byte> sign)
    {
        bool found = _path[Position..].StartsWith(sign);
        Position += found ? sign.Length : 0;
        return found;
    }

    /// <summary>Skips a keyword and the blanks after it.</summary>
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

    /// <summary>Reads a name: all bytes up to the next sign or the end. The name may be empty.</summary>
    public ReadOnlySpan<byte> ReadName(out int start)
    {
        // A loop, because the names in a path are short.
        start = Position;
        int end = start;
        while (end < _path.Length && !IsSign(end))
        {
            end++;
        }

        Position = end;
        return _path[start..end];
    }

    /// <summary>Reads a decimal number of any length.</summary>
    /// <param name="start">Its start. It ends at <see cref="Position"/>, and may be empty.</param>
    /// <param name="value">The number, if it fits.</param>
    /// <returns>Whether it fits into 32 bits.</returns>
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
