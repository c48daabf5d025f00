namespace Btf.Core;

/// <summary>
/// Matches the names of a search one by one. If crafted data has very many long names, it matches those that end at the same byte together.
/// </summary>
internal struct SuffixMatches
{
    // Names of up to 128 bytes are short. Of longer usual names, up to 1 MiB in total are matched one by one, which is enough for real data.
    private const int ShortLength = 128;
    private const long MostUsualBytes = 1L << 20;

    // A pattern that can only try names one by one reads at most this many bytes of very long names.
    private const long MostLongBytes = 1L << 27;

    private bool[]? _matches;
    private int _start;
    private int _end;
    private long _usualBytes;
    private long _longBytes;

    /// <summary>Starts with the strings of another object. The work done so far still counts.</summary>
    public void EnterStrings() => _matches = null;

    /// <summary>Returns whether a name matches.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="strings">The strings.</param>
    /// <param name="start">The start of the name.</param>
    /// <param name="end">The end of the name.</param>
    /// <exception cref="BtfFormatException">Matching would take too long: the names are so many and so long that the data must be crafted.</exception>
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
