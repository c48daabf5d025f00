namespace Btf.Core;

/// <summary>
/// Reads units: several BTF objects end to end in one section, from linkers that do not know BTF and copy that of each compilation unit. Zeros may separate two
/// units.
/// </summary>
internal static class BtfUnits
{
    /// <summary>Takes one unit out of the memory of all units.</summary>
    /// <param name="index">The index of the unit, from 0.</param>
    /// <param name="memory">All units; receives a copy of the one unit. Disposed on an error.</param>
    /// <param name="bytesBehind">The number of bytes after the unit; 0 if all of them are zero.</param>
    /// <returns>The error, if the memory has fewer units or a unit before it has no valid header.</returns>
    /// <exception cref="IOException">There is not enough memory for the copy.</exception>
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

    /// <summary>Returns the number of bytes after a place; 0 if all of them are zero.</summary>
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
