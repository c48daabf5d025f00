using System.Buffers;

namespace Btf.Core;

public static partial class BtfDump
{
    /// <summary>Writes an object's own types, without those of its bases, exactly as <c>bpftool btf dump file</c> of version 7.8 lists them.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <remarks>
    /// The text has a line for each type and each of its elements. Ids and name offsets are not checked: an id is written as it is, and a name that does not
    /// exist as <c>(invalid)</c>. A kind that this version does not know is <c>UNKNOWN</c>, with its id and name only.
    /// </remarks>
    /// <exception cref="BtfFormatException">The text of crafted data would be many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object, or one of its bases, is disposed.</exception>
    public static void WriteRaw(BtfObject btf, IBufferWriter<byte> destination) => WriteRaw(btf, destination, BtfListingStyle.Safe);

    /// <inheritdoc cref="WriteRaw(BtfObject, IBufferWriter{byte})"/>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">How to write unusual names.</param>
    public static void WriteRaw(BtfObject btf, IBufferWriter<byte> destination, BtfListingStyle style)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(destination);
        RawDump dump = new(destination, style);
        foreach (BtfType type in btf.Types)
        {
            dump.Write(type);
        }

        btf.ThrowIfClosedMeanwhile();
        dump.Flush();
    }

    /// <inheritdoc cref="WriteRaw(BtfObject, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteRaw(BtfObject btf, Stream destination) => ToStream(destination, btf, static (buffer, all) => WriteRaw(all, buffer));

    /// <summary>Writes only the given types, as <c>bpftool btf dump file</c> lists them. See <see cref="WriteRaw(BtfObject, IBufferWriter{byte})"/>.</summary>
    /// <param name="types">The types, in the order of the listing. They may belong to several objects.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <exception cref="BtfFormatException">The text of crafted data would be many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object of a type, or one of its bases, is disposed.</exception>
    public static void WriteRaw(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination) => WriteRaw(types, destination, BtfListingStyle.Safe);

    /// <inheritdoc cref="WriteRaw(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <param name="types">The types, in the order of the listing. They may belong to several objects.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">How to write unusual names.</param>
    public static void WriteRaw(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination, BtfListingStyle style)
    {
        ArgumentNullException.ThrowIfNull(destination);
        RawDump dump = new(destination, style);
        foreach (BtfType type in types)
        {
            dump.Write(type);
        }

        KeepAlive(types);
        dump.Flush();
    }

    /// <inheritdoc cref="WriteRaw(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteRaw(ReadOnlySpan<BtfType> types, Stream destination) =>
        ToStream(destination, types, static (buffer, chosen) => WriteRaw(chosen, buffer));
}
