using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>
/// A decompressor for files with BTF. <see cref="BtfObject.Open(string, BtfOpenOptions)"/> knows gzip by itself. Other formats must be registered, for example
/// with <c>BtfCompression.Register()</c> of the package Btf.Compression.
/// </summary>
/// <remarks>Any number of threads may use an instance at once.</remarks>
public abstract class BtfDecompressor
{
    // Longer than the magic of any format.
    private const int HeadLength = 64;

    private static ImmutableArray<BtfDecompressor> _registered = [new GzipDecompressor()];

    /// <summary>The format's name in messages, such as <c>xz</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The suffix of file names, such as <c>.xz</c>; null unless it is overridden. Only <see cref="BtfCollection.OpenKernelTree"/> uses it, to find modules: a
    /// single file is recognized by its content.
    /// </summary>
    public virtual string? Suffix => null;

    /// <summary>The bytes that data of the format starts with, at least two. Kernel images are searched for them.</summary>
    public abstract ReadOnlySpan<byte> Magic { get; }

    /// <summary>Registers a format for the whole process, from the next opened file on. Replaces a format of the same name.</summary>
    /// <param name="decompressor">The format.</param>
    /// <exception cref="ArgumentException">The magic has fewer than two bytes.</exception>
    public static void Register(BtfDecompressor decompressor)
    {
        Check(decompressor);
        ImmutableInterlocked.Update(ref _registered, With, decompressor);
    }

    /// <summary>Opens compressed data of any registered format.</summary>
    /// <param name="compressed">A seekable stream at the start of the data. The caller owns it.</param>
    /// <returns>
    /// The stream of decompressed data that <see cref="OpenRead"/> returns; the caller bounds how much it reads. Null if no format matches; the position of the
    /// given stream is then unchanged.
    /// </returns>
    /// <exception cref="NotSupportedException">The stream cannot seek.</exception>
    public static Stream? OpenAny(Stream compressed)
    {
        ArgumentNullException.ThrowIfNull(compressed);
        Span<byte> head = stackalloc byte[HeadLength];
        long start = compressed.Position;
        head = head[..compressed.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        compressed.Position = start;
        foreach (BtfDecompressor decompressor in _registered)
        {
            if (decompressor.Matches(head))
            {
                return decompressor.OpenRead(compressed);
            }
        }

        return null;
    }

    /// <summary>Returns the decompressors for one call: the given ones, and registered ones with other names.</summary>
    internal static ImmutableArray<BtfDecompressor> Beside(ImmutableArray<BtfDecompressor> given)
    {
        ImmutableArray<BtfDecompressor> all = _registered;
        foreach (BtfDecompressor decompressor in given)
        {
            all = With(all, decompressor);
        }

        return all;
    }

    internal static void Check(BtfDecompressor decompressor)
    {
        ArgumentNullException.ThrowIfNull(decompressor);
        if (decompressor.Magic.Length < 2)
        {
            throw new ArgumentException("A magic has at least two bytes.", nameof(decompressor));
        }
    }

    /// <summary>Returns whether data may have the format.</summary>
    /// <param name="head">The data's first bytes; more than the length of the magic, if the data has more.</param>
    /// <returns>Whether the data starts with <see cref="Magic"/>, unless overridden.</returns>
    public virtual bool Matches(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Opens compressed data.</summary>
    /// <param name="compressed">
    /// A seekable stream at the magic. The caller owns it. Other data may follow the compressed data, as after the payload of a kernel image; the decompressor
    /// must not interpret it.
    /// </param>
    /// <returns>
    /// A stream of the decompressed data. If the data uses an unsupported feature, the stream throws <see cref="NotSupportedException"/> with a message that
    /// names it. If the data is damaged or cut short, it throws any other exception. The caller bounds how much it reads; the stream must not allocate memory
    /// only because the data claims to need it.
    /// </returns>
    public abstract Stream OpenRead(Stream compressed);

    private static ImmutableArray<BtfDecompressor> With(ImmutableArray<BtfDecompressor> all, BtfDecompressor added) =>
        all.RemoveAll(other => other.Name == added.Name).Add(added);
}
