using System.Buffers;

namespace Btf.Core;

/// <summary>Writes types as text: in C, in pahole's form, or as the raw and JSON listings of <c>bpftool btf dump</c>.</summary>
/// <remarks>
/// Text is UTF-8 and goes to its destination in pieces, so memory does not grow with the number of types. Control characters and bytes that are not UTF-8
/// are escaped in names. In crafted data many long names can share the same bytes; text that would be many times larger than the data is refused with
/// <see cref="BtfErrorCode.TextTooLarge"/>. After an exception, the destination holds the text written so far.
/// </remarks>
public static partial class BtfDump
{
    /// <summary>Writes to a stream through a buffer, and flushes the buffer.</summary>
    private static void ToStream<T>(Stream destination, T types, Action<IBufferWriter<byte>, T> write)
        where T : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(destination);
        using StreamBuffer buffer = new(destination);
        write(buffer, types);
        buffer.Flush();
    }

    /// <summary>Keeps the types' objects alive until this call, because the caller may hold no other reference to them.</summary>
    private static void KeepAlive(ReadOnlySpan<BtfType> types)
    {
        foreach (BtfType type in types)
        {
            type.KeepAlive();
        }
    }
}
