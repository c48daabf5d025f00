namespace Btf.Core;

/// <summary>Finds BTF data inside other data, as in a kernel image that is not an ELF file.</summary>
internal static class EmbeddedBtf
{
    private const int StartLength = 4;

    /// <summary>Finds the largest range with a plausible header. Smaller ones may belong to BPF programs inside the kernel.</summary>
    /// <param name="data">The data.</param>
    /// <param name="offset">The start of the BTF.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <returns>Whether there is such a range.</returns>
    public static bool TryFind(ReadOnlySpan<byte> data, out int offset, out int length)
    {
        offset = 0;
        length = 0;

        // The magic number in either byte order, version 1, no flags.
        Search(data, [0x9F, 0xEB, 1, 0], ref offset, ref length);
        Search(data, [0xEB, 0x9F, 1, 0], ref offset, ref length);
        return length > 0;
    }

    private static void Search(ReadOnlySpan<byte> data, ReadOnlySpan<byte> start, ref int offset, ref int length)
    {
        int from = 0;
        int found;
        while ((found = data[from..].IndexOf(start)) >= 0)
        {
            int place = from + found;
            int candidate = LengthAt(data[place..]);
            if (candidate > length)
            {
                offset = place;
                length = candidate;
            }

            from = place + StartLength;
        }
    }

    private static int LengthAt(ReadOnlySpan<byte> data)
    {
        if (!BtfHeader.TryParse(data, out BtfHeader header, out _) || header.TypeLength == 0)
        {
            return 0;
        }

        ReadOnlySpan<byte> strings = header.Strings(data);
        return strings.Length > 1 && strings[0] == 0 && strings[^1] == 0 ? (int)header.End : 0;
    }
}
