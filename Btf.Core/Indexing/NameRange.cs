namespace Btf.Core;

/// <summary>The string offsets at which a name with a flavor may start: from the string's first byte to the byte before its last separator.</summary>
internal readonly record struct NameRange(uint First, uint Last)
{
    /// <summary>Finds the ranges of a string section, ascending.</summary>
    public static NameRange[] FindSeparated(ReadOnlySpan<byte> strings, uint firstOffset)
    {
        List<NameRange> ranges = [];
        int begin = 0;
        while (begin < strings.Length)
        {
            int hit = strings[begin..].IndexOf("___"u8);
            if (hit < 0)
            {
                break;
            }

            int at = begin + hit;
            int start = strings[..at].LastIndexOf((byte)0) + 1;
            int length = strings[start..].IndexOf((byte)0);
            ReadOnlySpan<byte> text = length < 0 ? strings[start..] : strings.Slice(start, length);
            int essential = EssentialName.LengthOf(text);
            if (essential != text.Length)
            {
                ranges.Add(new NameRange(firstOffset + (uint)start, firstOffset + (uint)(start + essential - 1)));
            }

            begin = start + text.Length + 1;
        }

        return [.. ranges];
    }

    /// <summary>Returns whether an offset lies in one of the ranges.</summary>
    public static bool Contains(NameRange[] ranges, uint offset)
    {
        int low = 0;
        int high = ranges.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (ranges[middle].Last < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < ranges.Length && ranges[low].First <= offset;
    }
}
