using System.Buffers;

namespace Btf.Core;

public static partial class BtfDump
{
    /// <summary>Writes all types of an object and of its bases as a C header, in the form of <c>bpftool btf dump file … format c</c> of version 7.8.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <remarks>
    /// <para>
    /// A BPF program can include the header. Definitions are in an order that compiles, with forward declarations where needed. The second type of a name gets
    /// the suffix <c>___2</c>. Gaps, alignment and packing are written out, so compilers give structures their original layout. The prototypes of functions
    /// that BPF programs may call (kfuncs) come last. Errors of bpftool are corrected, unless the style is <see cref="BtfCDumpStyle.Bpftool"/>: then the text
    /// is exactly bpftool's, which leaves out the first type in its order unless another type needs it.
    /// </para>
    /// <para>
    /// A name that is invalid in C (Rust's <c>core::fmt::X&lt;T&gt;</c>, a keyword, a macro such as <c>linux</c>) is replaced by one made of its letters and
    /// underscores, with the suffix <c>___2</c> if that name is taken. A comment beside the declaration gives the original name. The same data always gets
    /// the same names, and valid names are kept. Integers that C does not know (Rust's <c>u8</c>) are defined as typedefs.
    /// </para>
    /// <para>
    /// Overlapping members become members of a union. A member that C cannot place at its offset is left out, with a comment. The style
    /// <see cref="BtfCDumpStyle.Bpftool"/> does none of this. After an exception, the destination holds the text written so far.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">A type id or name offset does not exist; types need each other in a cycle that no forward
    /// declaration breaks; a chain of references is longer than 1024; or the text or the work for crafted data would be
    /// many times larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object, or one of its bases, is disposed.</exception>
    /// <example>
    /// <code>
    /// ArrayBufferWriter&lt;byte&gt; header = new();
    /// BtfDump.WriteC(kernel, header);
    /// File.WriteAllBytes("vmlinux.h", header.WrittenSpan);
    /// </code>
    /// </example>
    public static void WriteC(BtfObject btf, IBufferWriter<byte> destination) => WriteC(btf, destination, BtfCDumpStyle.Correct);

    /// <inheritdoc cref="WriteC(BtfObject, IBufferWriter{byte})"/>
    /// <param name="btf">The object.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">Whether to correct bpftool's errors.</param>
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
    /// Writes chosen types, and the types that their definitions need, as a C header, like <c>bpftool btf dump file … format c root_id …</c> of version 7.8.
    /// See <see cref="WriteC(BtfObject, IBufferWriter{byte})"/>.
    /// </summary>
    /// <param name="types">The types, in the order of writing. They may belong to one object and its bases.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <remarks>
    /// Types that a definition needs only behind a pointer are declared forward, not defined. A type that has no definition of its own in C, such as a pointer,
    /// stands for the types that it leads to. Functions, variables and data sections write nothing.
    /// </remarks>
    /// <exception cref="ArgumentException">Two of the types belong to different objects, and neither object is a base of the other.</exception>
    /// <inheritdoc cref="WriteC(BtfObject, IBufferWriter{byte})" path="/exception"/>
    public static void WriteC(ReadOnlySpan<BtfType> types, IBufferWriter<byte> destination) => WriteC(types, destination, BtfCDumpStyle.Correct);

    /// <inheritdoc cref="WriteC(ReadOnlySpan{BtfType}, IBufferWriter{byte})"/>
    /// <param name="types">The types, in the order of writing. They may belong to one object and its bases.</param>
    /// <param name="destination">Receives the text, in UTF-8.</param>
    /// <param name="style">Whether to correct bpftool's errors.</param>
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

    /// <summary>Returns the topmost object of the types; the others must be its bases.</summary>
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
                    throw new ArgumentException($"Type [{type.Id}] belongs to another object, and neither object is a base of the other.", nameof(types));
                }

                top = other;
            }
        }

        return top;
    }
}
