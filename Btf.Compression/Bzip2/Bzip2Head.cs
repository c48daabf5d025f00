namespace Btf.Compression;

/// <summary>The start of a bzip2 stream: its magic number, its level, and the magic number of its first block.</summary>
internal static class Bzip2Head
{
    /// <summary>How many bytes it takes to recognize a stream.</summary>
    public const int Length = BlockOffset + 6;

    /// <summary>The length of the checksum after the magic number that ends a stream.</summary>
    public const int ChecksumLength = 4;

    private const int LevelOffset = 3;
    private const int BlockOffset = 4;

    public static ReadOnlySpan<byte> Magic => "BZh"u8;

    // A block starts with the digits of pi, the end of a stream with the digits of its square root.
    private static ReadOnlySpan<byte> Pi => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> RootOfPi => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    /// <summary>Returns whether bytes start a stream.</summary>
    public static bool IsStream(ReadOnlySpan<byte> head) =>
        head.StartsWith(Magic)
        && head.Length > BlockOffset
        && head[LevelOffset] is >= (byte)'1' and <= (byte)'9'
        && (head[BlockOffset..].StartsWith(Pi) || IsEmptyStream(head));

    /// <summary>Returns whether a stream has no blocks.</summary>
    public static bool IsEmptyStream(ReadOnlySpan<byte> head) => head[BlockOffset..].StartsWith(RootOfPi);
}
