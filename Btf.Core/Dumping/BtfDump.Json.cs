using System.Buffers;

namespace Btf.Core;

public static partial class BtfDump
{
    /// <summary>Writes an object's own types, without those of its bases, exactly as <c>bpftool -j btf dump file</c> of version 7.8 lists them.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <remarks>
    /// The text is one object with an array <c>types</c>, on one line. Ids and name offsets are not checked: an id is written as it is, and a name that does
    /// not exist as <c>(invalid)</c>. Like bpftool, it sign-extends values of 2^31 and more in unsigned 32-bit enumerations to 64 bits. In the style
    /// <see cref="BtfListingStyle.Bpftool"/>, a backslash in a name is written as <c>\n</c>, and control characters other than <c>\b \f \n \r \t</c> as they
    /// are.
    /// </remarks>
    /// <exception cref="BtfFormatException">The text of crafted data would be many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object, or one of its bases, is disposed.</exception>
    public static void WriteJson(BtfObject btf, IBufferWriter<byte> destination) => WriteJson(btf, destination, BtfListingStyle.Safe);

    /// <inheritdoc cref="WriteJson(BtfObject, IBufferWriter{byte})"/>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">How to write unusual names.</param>
    public static void WriteJson(BtfObject btf, IBufferWriter<byte> destination, BtfListingStyle style)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(destination);
        JsonDump dump = new(destination, style);
        foreach (BtfType type in btf.Types)
        {
            dump.Write(type);
        }

        btf.ThrowIfClosedMeanwhile();
        dump.End();
    }

    /// <inheritdoc cref="WriteJson(BtfObject, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteJson(BtfObject btf, Stream destination) => ToStream(destination, btf, static (buffer, all) => WriteJson(all, buffer));

    /// <summary>
    /// Writes only the given types, as <c>bpftool -j btf dump file</c> lists them. See <see cref="WriteJson(BtfObject, IBufferWriter{byte})"/>.
    /// </summary>
    /// <param name="types">The types, in the order of the listing. They may belong to several objects.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <exception cref="BtfFormatException">The text of crafted data would be many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object of a type, or one of its bases, is disposed.</exception>
    public static void WriteJson(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination) => WriteJson(types, destination, BtfListingStyle.Safe);

    /// <inheritdoc cref="WriteJson(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <param name="types">The types, in the order of the listing. They may belong to several objects.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">How to write unusual names.</param>
    public static void WriteJson(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination, BtfListingStyle style)
    {
        ArgumentNullException.ThrowIfNull(destination);
        JsonDump dump = new(destination, style);
        foreach (BtfType type in types)
        {
            dump.Write(type);
        }

        KeepAlive(types);
        dump.End();
    }

    /// <inheritdoc cref="WriteJson(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteJson(ReadOnlySpan<BtfType> types, Stream destination) =>
        ToStream(destination, types, static (buffer, chosen) => WriteJson(chosen, buffer));
}
