namespace Btf.Core;

/// <summary>Decompresses within a bound: what one call of an opening method may decompress in all.</summary>
internal sealed class Decompression
{
    private readonly long _limit;
    private long _remaining;

    public Decompression(long limit)
    {
        _limit = limit;
        _remaining = limit;
    }

    /// <summary>Whether nothing more may be decompressed.</summary>
    public bool IsExhausted => _remaining <= 0;

    /// <summary>How many bytes of compressed data were read so far, in all.</summary>
    public long InputRead { get; private set; }

    /// <summary>Decompresses.</summary>
    /// <param name="decompressor">The format.</param>
    /// <param name="packed">The memory that the data is in.</param>
    /// <param name="offset">Where in it the data starts.</param>
    /// <param name="result">What was compressed; null where something is wrong.</param>
    /// <param name="most">How much is expected at most.</param>
    /// <returns>What is wrong. The offset in it counts from the start of <paramref name="packed"/>.</returns>
    public BtfError Run(BtfDecompressor decompressor, BtfMemory packed, int offset, out GrowingBuffer? result, long most = long.MaxValue)
    {
        var buffer = new GrowingBuffer();
        BtfError error;
        using Stream compressed = packed.OpenRead(offset);
        try
        {
            using Stream stream = decompressor.OpenRead(compressed);
            int limit = (int)Math.Min(Math.Min(_remaining, most), Array.MaxLength);
            error = ReadAll(stream, buffer, limit) ? default : TooLarge(decompressor, offset, limit);
        }
        catch (NotSupportedException e)
        {
            error = new BtfError(BtfErrorCode.UnsupportedCompression, offset, text: $"The {decompressor.Name} data has what is not supported: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Decompressors say that data is damaged by exceptions of many types, those of mishaps on hostile data among them.
            error = new BtfError(BtfErrorCode.BadCompression, offset, text: $"The {decompressor.Name} data is damaged or cut short: {e.Message.TrimEnd('.')}");
        }

        // A decompressor may have closed it.
        InputRead += compressed.CanSeek ? compressed.Position : 0;
        GC.KeepAlive(packed);
        _remaining -= buffer.Length;
        result = error.IsNone ? buffer : null;
        if (result is null)
        {
            buffer.Dispose();
        }

        return error;
    }

    private static bool ReadAll(Stream stream, GrowingBuffer buffer, int limit)
    {
        while (buffer.Length < limit)
        {
            int count = stream.Read(buffer.GetRoom(limit - buffer.Length));
            if (count == 0)
            {
                return true;
            }

            buffer.Advance(count);
        }

        return stream.ReadByte() < 0;
    }

    private BtfError TooLarge(BtfDecompressor decompressor, int offset, long limit) => new(
        BtfErrorCode.DecompressedTooLarge,
        offset,
        text: limit < _remaining
            ? $"The {decompressor.Name} data decompresses to more than the {limit} bytes that it says it has"
            : $"The {decompressor.Name} data decompresses to more than {_limit} bytes, which is what BtfOpenOptions.MaxDecompressedSize allows");
}
