using System.Buffers;

namespace Btf.Core.Values;

/// <summary>Writes bytes as a value of their type: as libbpf's text, a C initialiser, JSON, or a table.</summary>
/// <remarks>
/// The data has the byte order and pointer size of the type's object, and starts with the value. Nothing outside the data is read. The text is UTF-8 and is
/// written to the destination in pieces; after an error, the text before it stays in the destination. Pointers are printed, not followed.
/// </remarks>
public static class BtfValueWriter
{
    /// <summary>Writes a value.</summary>
    /// <param name="type">The type. It may be a variable or a data section.</param>
    /// <param name="data">The bytes. Bytes after the value are ignored.</param>
    /// <param name="destination">Receives the text.</param>
    /// <param name="options">The form; null for libbpf's text.</param>
    /// <returns>The type's size in bytes.</returns>
    /// <remarks>
    /// It follows the rules of libbpf's <c>btf_dump__dump_type_data</c>: members that are zero are left out unless <see cref="BtfValueOptions.Zeroes"/> is set,
    /// and data that is too short is an error only when a number lies beyond its end. Known faults of libbpf 1.8 are not copied. Names are escaped only if they
    /// contain terminal control characters.
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// The data ends before the value does (<see cref="BtfErrorCode.ValueTruncated"/>), the type has no size, a type inside it does not exist, structures nest
    /// more than 1024 deep, or a crafted type would produce text that is many times larger than the data.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The type's object is disposed.</exception>
    public static uint Write(BtfType type, ReadOnlySpan<byte> data, IBufferWriter<byte> destination, BtfValueOptions? options = null)
    {
        if (!TryWrite(type, data, destination, out uint size, out BtfError error, options))
        {
            error.Throw();
        }

        return size;
    }

    /// <summary>Writes a value, and reports an error instead of throwing. See <see cref="Write"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="destination">Receives the text.</param>
    /// <param name="size">The type's size in bytes; 0 if it has none.</param>
    /// <param name="error">What is wrong. libbpf's <c>-E2BIG</c> is <see cref="BtfErrorCode.ValueTruncated"/>; its other errors are <c>-EINVAL</c>.</param>
    /// <param name="options">The form; null for libbpf's text.</param>
    /// <returns>Whether the whole value was written.</returns>
    /// <exception cref="ObjectDisposedException">The type's object is disposed.</exception>
    public static bool TryWrite(
        BtfType type, ReadOnlySpan<byte> data, IBufferWriter<byte> destination, out uint size, out BtfError error, BtfValueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        options ??= BtfValueOptions.Default;
        BtfObject btf = type.Object;
        _ = type.TryGetSizeInBytes(out size);
        ValueContext context = new(type, data, destination, options);
        bool done;
        try
        {
            done = options.Style switch
            {
                BtfValueStyle.C => ValueWalk<CStyle>.TryRun(ref context, type),
                BtfValueStyle.Json => ValueWalk<JsonStyle>.TryRun(ref context, type),
                BtfValueStyle.Table => ValueWalk<TableStyle>.TryRun(ref context, type),
                _ => ValueWalk<LibbpfStyle>.TryRun(ref context, type),
            };
            context.Output.Flush();
        }
        finally
        {
            context.Return();
        }

        error = context.Error;
        GC.KeepAlive(btf);
        return done;
    }
}
