namespace Btf.Core;

/// <summary>Which compression format data is in.</summary>
internal static class CompressionFormats
{
    // What to say of formats that nobody registered.
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

    /// <summary>The decompressor for data that starts so; null where none is registered.</summary>
    public static BtfDecompressor? Find(ReadOnlySpan<byte> head)
    {
        foreach (BtfDecompressor decompressor in BtfDecompressor.Registered)
        {
            if (decompressor.Matches(head))
            {
                return decompressor;
            }
        }

        return null;
    }

    /// <summary>The registered decompressor of a name; null where there is none.</summary>
    public static BtfDecompressor? Find(string name) => BtfDecompressor.Registered.FirstOrDefault(decompressor => decompressor.Name == name);

    /// <summary>The name of a format that data is in and that nobody registered; null where it is none that is known.</summary>
    public static string? NameOfUnregistered(ReadOnlySpan<byte> head)
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

    /// <summary>The error for such a format.</summary>
    public static BtfError Unsupported(string name) => new(
        BtfErrorCode.UnsupportedCompression,
        text: name == "lzo"
            ? "The data is compressed with lzo, which is not supported"
            : $"The data is compressed with {name}, for which no decompressor is registered: BtfCompression.Register() of the package Btf.Compression adds one");
}
