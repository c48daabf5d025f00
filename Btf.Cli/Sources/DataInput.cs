namespace Btf.Cli;

/// <summary>Reads the bytes that a command prints, from a file or from standard input.</summary>
internal static class DataInput
{
    /// <summary>The name that means standard input.</summary>
    public const string StandardInput = "-";

    private const int PieceLength = 64 * 1024;

    /// <summary>Returns the length of some values in bytes, at most that of the longest array.</summary>
    public static int LengthOf(uint size, long count) => (int)UInt128.Min((UInt128)size * (ulong)count, (UInt128)Array.MaxLength);

    /// <summary>Reads the bytes of some values, or as many of them as there are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="at">Where the first value starts, in bytes.</param>
    /// <param name="size">A value's size in bytes.</param>
    /// <param name="count">How many values there are.</param>
    public static byte[] Read(string path, long at, uint size, long count)
    {
        using Stream stream = path == StandardInput ? InputFile.OpenStandardInput() : InputFile.OpenRead(path);
        int most = LengthOf(size, count);
        if (stream.CanSeek)
        {
            stream.Position = at;
        }
        else
        {
            Skip(stream, at);
        }

        // A type may claim far more bytes than the data has, so the buffer grows with the bytes read.
        using MemoryStream bytes = new();
        byte[] piece = new byte[PieceLength];
        while (bytes.Length < most)
        {
            int length = stream.Read(piece, 0, (int)Math.Min(piece.Length, most - bytes.Length));
            if (length == 0)
            {
                break;
            }

            bytes.Write(piece, 0, length);
        }

        return bytes.ToArray();
    }

    private static void Skip(Stream stream, long count)
    {
        byte[] piece = new byte[PieceLength];
        while (count > 0)
        {
            int length = stream.Read(piece, 0, (int)Math.Min(piece.Length, count));
            if (length == 0)
            {
                return;
            }

            count -= length;
        }
    }
}
