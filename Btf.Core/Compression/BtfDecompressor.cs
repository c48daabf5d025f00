using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>
/// A compression format that files with BTF may be in. <see cref="BtfObject.Open(string, BtfOpenOptions)"/> knows gzip by itself; others are registered, most easily by
/// <c>BtfCompression.Register()</c> of the package Btf.Compression.
/// </summary>
/// <remarks>Instances are used by any number of threads at once.</remarks>
public abstract class BtfDecompressor
{
    // More than any format's magic.
    private const int HeadLength = 64;

    private static ImmutableArray<BtfDecompressor> _registered = [new GzipDecompressor()];

    /// <summary>The format's name as messages have it, such as <c>xz</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The bytes that data of the format starts with, at least two. They are searched for inside kernel images.</summary>
    public abstract ReadOnlySpan<byte> Magic { get; }

    /// <summary>Adds a format, or replaces the one of the same name. It holds for the whole process, from the next file that is opened.</summary>
    /// <param name="decompressor">The format.</param>
    /// <exception cref="ArgumentException">The magic has fewer than two bytes.</exception>
    public static void Register(BtfDecompressor decompressor)
    {
        Check(decompressor);
        ImmutableInterlocked.Update(ref _registered, With, decompressor);
    }

    /// <summary>Opens compressed data of any registered format.</summary>
    /// <param name="compressed">A stream that can seek and stands where the data starts. It belongs to the caller.</param>
    /// <returns>
    /// A stream of what was compressed, as <see cref="OpenRead"/> returns it: the caller bounds how much is read of it. Null where the data is in none of the
    /// formats; the stream then stands where it stood.
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

    /// <summary>Returns the decompressors for one call: those given, and those registered of other names.</summary>
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

    /// <summary>Whether data may be of the format.</summary>
    /// <param name="head">The data's first bytes: more than the magic, where there are more.</param>
    /// <returns>Unless it is overridden, whether the data starts with <see cref="Magic"/>.</returns>
    public virtual bool Matches(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Opens compressed data.</summary>
    /// <param name="compressed">
    /// A stream that can seek and stands at the magic. It belongs to the caller. After the compressed data it may go on with something else, which is not to
    /// be looked at: a kernel image has more after its payload.
    /// </param>
    /// <returns>
    /// A stream of the decompressed data. It throws <see cref="NotSupportedException"/>, with a message that names the part, where the data has a part that is
    /// not supported, and any other exception where the data is damaged or cut short. The caller bounds how much is read of it; but it must not reserve
    /// memory because the data claims to need it.
    /// </returns>
    public abstract Stream OpenRead(Stream compressed);

    private static ImmutableArray<BtfDecompressor> With(ImmutableArray<BtfDecompressor> all, BtfDecompressor added) =>
        all.RemoveAll(other => other.Name == added.Name).Add(added);
}
