namespace Btf.Core;

/// <summary>
/// Matches the names of a search one by one. Where crafted data has very many long names, it matches those together that end at the same byte.
/// </summary>
internal struct SuffixMatches
{
    // Up to this many bytes of long names are matched one by one, which is enough for real data. A name counts as long from 128 bytes on.
    private const int ShortLength = 128;
    private const long MostUsualBytes = 1L << 20;

    // A pattern that can only try names one by one looks at no more bytes of very long names than this.
    private const long MostLongBytes = 1L << 27;

    private bool[]? _matches;
    private int _start;
    private int _end;
    private long _usualBytes;
    private long _longBytes;

    /// <summary>Begins with the strings of another object. What was spent so far still counts.</summary>
    public void EnterStrings() => _matches = null;

    /// <summary>Whether a name matches.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="strings">The strings.</param>
    /// <param name="start">Where the name starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="BtfFormatException">The names are so many and so long that only crafted data has them, and the pattern would take too long.</exception>
    public bool IsMatch(BtfNamePattern pattern, ReadOnlySpan<byte> strings, int start, int end)
    {
        int length = end - start;
        if (length <= ShortLength || (length <= BtfNamePattern.UsualNameLength && (!pattern.CanMatchSuffixes || (_usualBytes += length) <= MostUsualBytes)))
        {
            return pattern.IsMatch(strings[start..end]);
        }

        if (!pattern.CanMatchSuffixes)
        {
            return IsLongMatch(pattern, strings[start..end]);
        }

        if (_matches is null || end != _end)
        {
            _matches = new bool[end - start];
            _start = start;
            _end = end;
            pattern.MatchSuffixes(strings[start..end], _matches);
        }

        return _matches[start - _start] && end - start <= BtfNamePattern.MaxNameLength;
    }

    private bool IsLongMatch(BtfNamePattern pattern, ReadOnlySpan<byte> name)
    {
        if (name.Length > BtfNamePattern.MaxNameLength)
        {
            return false;
        }

        _longBytes += name.Length;
        if (_longBytes > MostLongBytes)
        {
            new BtfError(BtfErrorCode.SearchTooLong).Throw();
        }

        return pattern.IsMatch(name);
    }
}
