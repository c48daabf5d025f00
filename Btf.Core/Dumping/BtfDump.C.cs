using System.Buffers;

namespace Btf.Core;

public static partial class BtfDump
{
    /// <summary>Writes all types of an object and of its bases as a C header, in the form of <c>bpftool btf dump file … format c</c> of version 7.8.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Takes the text, in UTF-8.</param>
    /// <remarks>
    /// <para>
    /// The header can be included in a BPF program: definitions stand in an order that compiles, what is needed earlier is declared forward, a name that
    /// is there twice gets <c>___2</c> at its end, and gaps, alignment and packing are written out so that compilers lay structures out as they were.
    /// Prototypes of the functions that BPF programs may call (kfuncs) come last. What bpftool writes wrong is mended, unless the style is
    /// <see cref="BtfCDumpStyle.Bpftool"/>: then the text is bpftool's to the byte, and the one type that is first in its order is left out unless another needs it.
    /// </para>
    /// <para>
    /// A name that C cannot write (Rust's <c>core::fmt::X&lt;T&gt;</c>, a keyword, a macro such as <c>linux</c>) gets another one, made of its letters and
    /// underscores; one that clashes with another gets <c>___2</c>. A comment beside the declaration says what the name is in the data. The same data gets
    /// the same names each time, and a name that C can write is kept. Integers that C has no word for (Rust's <c>u8</c>) are defined as typedefs.
    /// </para>
    /// <para>
    /// Members that overlap become arms of a union. A member that C cannot have at its place is left out, with a comment. The style
    /// <see cref="BtfCDumpStyle.Bpftool"/> does none of this. After an exception the destination holds a part of the text.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">A type id or name offset on the way does not exist; types need one another in a circle that no forward
    /// declaration opens, or more than 1024 refer to one another in a row; or the data is crafted so that the text or the
    /// work would be many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object, or one of its bases, is disposed.</exception>
    public static void WriteC(BtfObject btf, IBufferWriter<byte> destination) => WriteC(btf, destination, BtfCDumpStyle.Correct);

    /// <inheritdoc cref="WriteC(BtfObject, IBufferWriter{byte})"/>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Takes the text, in UTF-8.</param>
    /// <param name="style">Whether bpftool's mistakes are mended.</param>
    public static void WriteC(BtfObject btf, IBufferWriter<byte> destination, BtfCDumpStyle style)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(destination);
        Utf8Writer output = new(destination);
        CDump dump = CDump.Begin(btf, style);
        try
        {
            dump.WriteAll(ref output);
        }
        finally
        {
            dump.End();
        }

        btf.ThrowIfClosedMeanwhile();
        output.Flush();
    }

    /// <inheritdoc cref="WriteC(BtfObject, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteC(BtfObject btf, Stream destination) => ToStream(destination, btf, static (buffer, all) => WriteC(all, buffer));

    /// <summary>
    /// Writes chosen types with all that their definitions need as a C header, as <c>bpftool btf dump file … format c root_id …</c> of version 7.8 does.
    /// See <see cref="WriteC(BtfObject, IBufferWriter{byte})"/>.
    /// </summary>
    /// <param name="types">The types, in the order in which they are to be written. They may be of an object and of its bases.</param>
    /// <param name="destination">Takes the text, in UTF-8.</param>
    /// <remarks>
    /// What a definition reaches through a pointer alone is declared forward and not defined. A type that has no definition in C, such as a pointer, stands
    /// for those that it leads to; functions, variables and data sections for none.
    /// </remarks>
    /// <exception cref="ArgumentException">Two of the types are of objects of which neither is a base of the other.</exception>
    /// <inheritdoc cref="WriteC(BtfObject, IBufferWriter{byte})" path="/exception"/>
    public static void WriteC(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination) => WriteC(types, destination, BtfCDumpStyle.Correct);

    /// <inheritdoc cref="WriteC(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <param name="types">The types, in the order in which they are to be written. They may be of an object and of its bases.</param>
    /// <param name="destination">Takes the text, in UTF-8.</param>
    /// <param name="style">Whether bpftool's mistakes are mended.</param>
    public static void WriteC(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination, BtfCDumpStyle style)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Utf8Writer output = new(destination);
        if (types.IsEmpty)
        {
            CDump.WriteNone(ref output);
        }
        else
        {
            CDump dump = CDump.Begin(TopOf(types), style);
            try
            {
                dump.WriteChosen(types, ref output);
            }
            finally
            {
                dump.End();
            }
        }

        KeepAlive(types);
        output.Flush();
    }

    /// <inheritdoc cref="WriteC(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteC(ReadOnlySpan<BtfType> types, Stream destination) =>
        ToStream(destination, types, static (buffer, chosen) => WriteC(chosen, buffer));

    /// <summary>The object that the others of the types are bases of.</summary>
    private static BtfObject TopOf(ReadOnlySpan<BtfType> types)
    {
        BtfObject top = types[0].Object;
        foreach (BtfType type in types)
        {
            BtfObject other = type.Object;
            if (!top.HasInChain(other))
            {
                if (!other.HasInChain(top))
                {
                    throw new ArgumentException($"Type [{type.Id}] is of another object, and neither is a base of the other.", nameof(types));
                }

                top = other;
            }
        }

        return top;
    }
}
