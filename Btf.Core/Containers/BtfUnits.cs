namespace Btf.Core;

/// <summary>
/// Several BTF objects that stand end to end in one section: linkers that do not know BTF put there what each compilation unit has. There may be zeros
/// between two of them.
/// </summary>
internal static class BtfUnits
{
    /// <summary>Takes one unit out of the memory of all.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="memory">All units; then a copy of the one. Disposed where something is wrong.</param>
    /// <param name="bytesBehind">How many bytes, not all of them zero, stand behind the unit; 0 where there is nothing but zeros.</param>
    /// <returns>What is wrong: there are not so many units, or one before it has no valid header.</returns>
    /// <exception cref="IOException">There is no memory for the copy.</exception>
    public static BtfError Take(int index, ref BtfMemory memory, out int bytesBehind)
    {
        using BtfMemory all = memory;
        bytesBehind = 0;
        BtfError error = Find(all.Span, index, out int start, out int end);
        if (!error.IsNone)
        {
            return error;
        }

        ReadOnlySpan<byte> unit = all.Span[start..end];
        memory = OwnMemory.Allocate(unit.Length, out Span<byte> copy);
        unit.CopyTo(copy);
        bytesBehind = CountBehind(all.Span, end);
        return error;
    }

    /// <summary>The number of bytes behind a place; 0 where all of them are zero.</summary>
    public static int CountBehind(ReadOnlySpan<byte> data, long end) =>
        end >= data.Length || !data[(int)end..].ContainsAnyExcept((byte)0) ? 0 : data.Length - (int)end;

    private static BtfError Find(ReadOnlySpan<byte> data, int index, out int start, out int end)
    {
        start = 0;
        end = 0;
        for (int i = 0; ; i++)
        {
            if (!BtfHeader.TryParse(data[start..], out BtfHeader header, out BtfError error))
            {
                return i == 0 ? error : new BtfError(BtfErrorCode.NoBtf, start, text: $"Unit {i} of the BTF data cannot be read: {error.Message.TrimEnd('.')}");
            }

            end = start + (int)header.End;
            if (i == index)
            {
                return default;
            }

            int gap = data[end..].IndexOfAnyExcept((byte)0);
            if (gap < 0)
            {
                return new BtfError(BtfErrorCode.NoBtf, text: $"The BTF data has no unit {index}; its units are 0 to {i}");
            }

            start = end + gap;
        }
    }
}
