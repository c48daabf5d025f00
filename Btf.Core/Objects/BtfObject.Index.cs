namespace Btf.Core;

/// <content>Makes an object of bytes in memory that are known to be BTF.</content>
public sealed unsafe partial class BtfObject
{
    /// <summary>Makes an object of data in memory. If that fails, closes the memory.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="result">The object; null on an error.</param>
    /// <param name="written">The offsets of the records, if the library wrote these itself; otherwise they are found.</param>
    private static BtfError Index(
        BtfMemory memory, BtfObject? baseObject, BtfOpenOptions? options, out BtfObject? result, WrittenOffsets written = default)
    {
        options ??= BtfOpenOptions.Default;
        BtfError error;
        result = null;
        try
        {
            baseObject?.ThrowIfDisposed();
            error = ParseAndIndex(memory, baseObject, options, written, out result);
            baseObject?.ThrowIfClosedMeanwhile();
        }
        finally
        {
            if (result is null)
            {
                memory.Close();
            }
        }

        result?.IndexNamesAtOpen();
        GC.KeepAlive(memory);
        return error;
    }

    private static BtfError ParseAndIndex(
        BtfMemory memory, BtfObject? baseObject, BtfOpenOptions options, WrittenOffsets written, out BtfObject? result)
    {
        result = null;
        ReadOnlySpan<byte> data = memory.Span;
        if (!BtfHeader.TryParse(data, out BtfHeader header, out BtfError error))
        {
            return error;
        }

        error = CheckStrings(header.Strings(data), header, baseObject);
        if (error.IsNone && baseObject is not null)
        {
            error = CheckBase(header, baseObject);
        }

        if (!error.IsNone)
        {
            return error;
        }

        uint firstTypeId = baseObject?.NextTypeId ?? 1;
        uint firstString = baseObject?.NextStringOffset ?? 0;
        RecordTable records;
        if (written.Start == null)
        {
            ReadOnlySpan<byte> layout = header.LayoutLength != 0 || baseObject is null ? header.Layout(data) : baseObject.LayoutSection;
            error = RecordTable.TryRead(memory, header, layout, firstTypeId, firstString, out records);
        }
        else
        {
            records = RecordTable.OfWritten(memory, header, written, firstTypeId, firstString);
        }

        if (records.Offsets != null)
        {
            result = new BtfObject(memory, header, baseObject, records, options.NameLookup) { _pointerSize = options.PointerSize };
        }

        // The layout may lie in the base's memory.
        GC.KeepAlive(baseObject);
        return error;
    }

    // libbpf's btf_parse_str_sec has these rules: the strings end with a zero byte, and those of an object without a base start with the empty string.
    private static BtfError CheckStrings(ReadOnlySpan<byte> strings, in BtfHeader header, BtfObject? baseObject)
    {
        if (strings.IsEmpty)
        {
            return baseObject is null
                ? new BtfError(BtfErrorCode.BadStringSection, header.StringStart, text: "is empty, which only split BTF may have: open it with its base")
                : default;
        }

        if (strings[^1] != 0)
        {
            return new BtfError(BtfErrorCode.BadStringSection, header.StringStart + strings.Length - 1, text: "does not end with a zero byte");
        }

        return baseObject is null && strings[0] != 0
            ? new BtfError(BtfErrorCode.BaseMismatch, header.StringStart, text: "The string section does not start with a zero byte: this is split BTF, open it with its base")
            : default;
    }

    private static BtfError CheckBase(in BtfHeader header, BtfObject baseObject)
    {
        if (header.ByteOrder != baseObject.ByteOrder)
        {
            return new BtfError(BtfErrorCode.BaseMismatch, 0, text: $"The data is {header.ByteOrder}, its base {baseObject.ByteOrder}");
        }

        ulong ids = (ulong)baseObject.NextTypeId + header.TypeLength / RecordFormat.HeadSize;
        ulong strings = (ulong)baseObject.NextStringOffset + header.StringLength;
        return ids > uint.MaxValue || strings > uint.MaxValue
            ? new BtfError(BtfErrorCode.BaseMismatch, text: "With its bases the object has more types or strings than 32 bits can count")
            : default;
    }

    // Builds the name index if the options ask for it.
    partial void IndexNamesAtOpen();
}
