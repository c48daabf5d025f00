namespace Btf.Core;

/// <summary>Decompresses, with a bound on all data that one opening call may decompress.</summary>
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

    /// <summary>Decompresses data.</summary>
    /// <param name="decompressor">The format.</param>
    /// <param name="packed">The memory with the data.</param>
    /// <param name="offset">The start of the data in this memory.</param>
    /// <param name="result">The decompressed data; null on an error.</param>
    /// <param name="most">The most bytes to expect.</param>
    /// <returns>The error, if any. Its offset counts from the start of <paramref name="packed"/>.</returns>
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
            error = new BtfError(BtfErrorCode.UnsupportedCompression, offset, text: $"The {decompressor.Name} data uses an unsupported feature: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Decompressors report damaged data by exceptions of many types, including those of their own faults on hostile data.
            error = new BtfError(BtfErrorCode.BadCompression, offset, text: $"The {decompressor.Name} data is damaged or cut short: {e.Message.TrimEnd('.')}");
        }

        // A decompressor may have closed the stream.
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
