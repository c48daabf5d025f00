namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Glob"/>.</summary>
internal sealed class GlobPattern(byte[] pattern) : BtfNamePattern
{
    private const byte AnyRun = (byte)'*';
    private const byte AnyOne = (byte)'?';
    private const int MaxCharacterLength = 4;
    private GlobSuffixes? _suffixes;

    /// <summary>The longest run of bytes that match themselves.</summary>
    internal override ReadOnlySpan<byte> RequiredText
    {
        get
        {
            ReadOnlySpan<byte> glob = pattern;
            ReadOnlySpan<byte> longest = default;
            foreach (Range range in glob.SplitAny(AnyRun, AnyOne))
            {
                longest = glob[range].Length > longest.Length ? glob[range] : longest;
            }

            return longest;
        }
    }

    /// <inheritdoc/>
    internal override bool MatchesAll => pattern.AsSpan().TrimStart(AnyRun).IsEmpty;

    /// <inheritdoc/>
    internal override bool CanMatchSuffixes => true;

    /// <inheritdoc/>
    internal override void MatchSuffixes(ReadOnlySpan<byte> text, Span<bool> matches) => (_suffixes ??= new GlobSuffixes(pattern)).Match(text, matches);

    /// <summary>Matches in at most as many steps as the name's length times the pattern's: only the last star is ever tried again.</summary>
    public override bool IsMatch(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxNameLength)
        {
            return false;
        }

        ReadOnlySpan<byte> glob = pattern;
        int at = 0, inPattern = 0, star = -1, afterStar = 0;
        while (at < name.Length)
        {
            if (inPattern < glob.Length && glob[inPattern] == AnyRun)
            {
                star = inPattern++;
                afterStar = at;
                if (inPattern == glob.Length)
                {
                    return true;
                }
            }
            else if (inPattern < glob.Length && (glob[inPattern] == AnyOne || glob[inPattern] == name[at]))
            {
                at += glob[inPattern++] == AnyOne ? CharacterLength(name[at..]) : 1;
            }
            else if (star >= 0)
            {
                // The star takes one more byte, and the rest of the pattern starts again after it.
                inPattern = star + 1;
                at = ++afterStar;
            }
            else
            {
                return false;
            }
        }

        return glob[inPattern..].TrimStart(AnyRun).IsEmpty;
    }

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(pattern);

    private static int CharacterLength(ReadOnlySpan<byte> text)
    {
        int length = 1;
        while (length < MaxCharacterLength && length < text.Length && (text[length] & 0xC0) == 0x80)
        {
            length++;
        }

        return length;
    }
}
