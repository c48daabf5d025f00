using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>The compression formats that one call of an opening method knows.</summary>
internal sealed class CompressionFormats(ImmutableArray<BtfDecompressor> decompressors)
{
    // Formats that an error names if no decompressor is registered for them.
    private static readonly (string Name, byte[] Magic)[] _known =
    [
        ("xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
        ("bzip2", [(byte)'B', (byte)'Z', (byte)'h']),
        ("lz4", [0x02, 0x21, 0x4C, 0x18]),
        ("lz4", [0x04, 0x22, 0x4D, 0x18]),
        ("lzma", [0x5D, 0, 0]),
        ("lzo", [0x89, (byte)'L', (byte)'Z', (byte)'O', 0, 0x0D, 0x0A, 0x1A, 0x0A]),
    ];

    /// <summary>The decompressors, in the order in which they are tried.</summary>
    public ImmutableArray<BtfDecompressor> Decompressors { get; } = decompressors;

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
        foreach ((string name, byte[] magic) in _known)
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
