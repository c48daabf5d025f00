namespace Btf.Core;

/// <summary>Finds in one pass the tails of a text that match a glob: in crafted data very many names are tails of one long string.</summary>
/// <remarks>
/// It goes from the end of the text to its start. At each place it keeps one bit for each part of the pattern: whether the rest of the pattern from that part
/// matches the text from this place. So the work is the text's length times the pattern's, 64 parts at a time.
/// </remarks>
internal sealed class GlobSuffixes
{
    private const byte AnyRun = (byte)'*';
    private const byte AnyOne = (byte)'?';
    private const int BitsPerWord = 64;

    // A character has at most this many bytes; '?' may take that many.
    private const int Columns = 4;

    private readonly int _words;
    private readonly int _end;
    private readonly ulong[] _literals;
    private readonly ulong[] _anyOnes;
    private readonly ulong[] _runs;

    public GlobSuffixes(ReadOnlySpan<byte> glob)
    {
        var parts = new List<byte>();
        foreach (byte part in glob)
        {
            if (part != AnyRun || parts.Count == 0 || parts[^1] != AnyRun)
            {
                parts.Add(part);
            }
        }

        _end = parts.Count;
        _words = (_end / BitsPerWord) + 1;
        _literals = new ulong[256 * _words];
        _anyOnes = new ulong[_words];
        _runs = new ulong[_words];
        for (int i = 0; i < _end; i++)
        {
            ulong bit = 1UL << (i % BitsPerWord);
            int word = i / BitsPerWord;
            switch (parts[i])
            {
                case AnyRun:
                    _runs[word] |= bit;
                    break;
                case AnyOne:
                    _anyOnes[word] |= bit;
                    break;
                default:
                    _literals[(parts[i] * _words) + word] |= bit;
                    break;
            }
        }
    }

    /// <summary>Finds, for each place, whether the text from there on matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">The results, as many as the text has bytes.</param>
    public void Match(ReadOnlySpan<byte> text, Span<bool> matches)
    {
        var columns = new ulong[(Columns + 1) * _words];
        Span<ulong> current = Column(columns, text.Length);
        current[_end / BitsPerWord] = 1UL << (_end % BitsPerWord);
        CloseRuns(current);
        int continuations = 0;
        for (int at = text.Length - 1; at >= 0; at--)
        {
            // The number of bytes that '?' takes: a byte and the continuation bytes that follow.
            int length = 1 + Math.Min(continuations, Columns - 1);
            continuations = (text[at] & 0xC0) == 0x80 ? continuations + 1 : 0;
            Step(columns, at, length, text[at]);
            matches[at] = (Column(columns, at)[0] & 1) != 0;
        }
    }

    private void Step(ulong[] columns, int at, int length, byte value)
    {
        Span<ulong> current = Column(columns, at);
        ReadOnlySpan<ulong> next = Column(columns, at + 1);
        ReadOnlySpan<ulong> afterCharacter = Column(columns, at + length);
        ReadOnlySpan<ulong> literal = _literals.AsSpan(value * _words, _words);
        for (int word = 0; word < _words; word++)
        {
            current[word] = (literal[word] & Shifted(next, word)) | (_anyOnes[word] & Shifted(afterCharacter, word)) | (_runs[word] & next[word]);
        }

        CloseRuns(current);
    }

    /// <summary>Handles stars that match nothing: then the part after the star matches here.</summary>
    private void CloseRuns(Span<ulong> column)
    {
        for (int word = 0; word < _words; word++)
        {
            column[word] |= _runs[word] & Shifted(column, word);
        }
    }

    /// <summary>Returns the column shifted by one part: bit i is that of part i + 1.</summary>
    private static ulong Shifted(ReadOnlySpan<ulong> column, int word) =>
        (column[word] >> 1) | (word + 1 < column.Length ? column[word + 1] << (BitsPerWord - 1) : 0);

    private Span<ulong> Column(ulong[] columns, int place) => columns.AsSpan(place % (Columns + 1) * _words, _words);
}
