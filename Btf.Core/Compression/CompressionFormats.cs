using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>The compression formats that one call of an opening method knows.</summary>
/// <param name="given">The decompressors of that call, beside those that are registered for the process.</param>
internal sealed class CompressionFormats(ImmutableArray<BtfDecompressor> given)
{
    // Formats that an error names if no decompressor is registered for them.
    private static readonly (string Name, string Suffix, byte[] Magic)[] _known =
    [
        ("xz", ".xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        ("zstd", ".zst", [0x28, 0xB5, 0x2F, 0xFD]),
        ("bzip2", ".bz2", [(byte)'B', (byte)'Z', (byte)'h']),
        ("lz4", ".lz4", [0x02, 0x21, 0x4C, 0x18]),
        ("lz4", ".lz4", [0x04, 0x22, 0x4D, 0x18]),
        ("lzma", ".lzma", [0x5D, 0, 0]),
        ("lzo", ".lzo", [0x89, (byte)'L', (byte)'Z', (byte)'O', 0, 0x0D, 0x0A, 0x1A, 0x0A]),
    ];

    /// <summary>The decompressors, in the order in which they are tried.</summary>
    public ImmutableArray<BtfDecompressor> Decompressors { get; } = BtfDecompressor.Beside(given);

    /// <summary>
    /// The suffixes of compressed files, also for formats without a decompressor: opening such a file gives an error that names the format.
    /// </summary>
    public IEnumerable<string> Suffixes => Decompressors.Select(decompressor => decompressor.Suffix).OfType<string>().Concat(_known.Select(format => format.Suffix)).Distinct();

    /// <summary>Returns the decompressor for data with these first bytes; null if there is none.</summary>
    public BtfDecompressor? Find(ReadOnlySpan<byte> head)
    {
        foreach (BtfDecompressor decompressor in Decompressors)
        {
            if (decompressor.Matches(head))
            {
                return decompressor;
            }
        }

        return null;
    }

    /// <summary>Returns the decompressor with a name; null if there is none.</summary>
    public BtfDecompressor? Find(string name) => Decompressors.FirstOrDefault(decompressor => decompressor.Name == name);

    /// <summary>Returns the name of the data's format if the format is known but has no decompressor; else null.</summary>
    public string? NameOfUnregistered(ReadOnlySpan<byte> head)
    {
        foreach ((string name, _, byte[] magic) in _known)
        {
            if (head.StartsWith(magic) && Find(name) is null)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Returns the error for a format without a decompressor.</summary>
    public static BtfError Unsupported(string name) => new(
        BtfErrorCode.UnsupportedCompression,
        text: name == "lzo"
            ? "The data is compressed with lzo, which is not supported"
            : $"The data is compressed with {name}, for which no decompressor is registered: BtfCompression.Register() of the package Btf.Compression adds one");
}
