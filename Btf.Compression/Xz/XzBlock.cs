using SharpCompress.Compressors.LZMA;

namespace Btf.Compression;

/// <summary>A block of an xz file: data that was filtered and then compressed with LZMA2, and a check of the original data.</summary>
internal sealed class XzBlock : IDisposable
{
    private const int MostFilters = 4;
    private const int FilterCountMask = 3;
    private const int ReservedFlags = 0x3C;
    private const int HasPackedSize = 0x40;
    private const int HasSize = 0x80;
    private const long Lzma2 = 0x21;
    private const int LargestDictionaryCode = 40;

    private readonly StrictStream _packed;
    private readonly LzmaStream _lzma;
    private readonly Stream _plain;
    private readonly XzCheck _check;

    private XzBlock(Stream compressed, byte dictionaryCode, IEnumerable<XzFilter> filters, int checkType)
    {
        _packed = new StrictStream(compressed);
        _lzma = LzmaStream.Create([dictionaryCode], _packed, -1, -1, leaveOpen: true);
        _plain = filters.Aggregate((Stream)_lzma, (stream, filter) => new FilterStream(stream, filter));
        _check = new XzCheck(checkType);
    }

    /// <summary>Reads a block's header after its first byte.</summary>
    public static XzBlock Open(Stream compressed, XzFields header, int size, int checkType)
    {
        int length = (size + 1) * 4;
        byte flags = header.ReadByte();
        if ((flags & ReservedFlags) != 0)
        {
            throw new InvalidDataException("a block has unknown flags");
        }

        // The sizes are not needed, because the data has marks for its end.
        for (int sizes = (flags & HasPackedSize) / HasPackedSize + (flags & HasSize) / HasSize; sizes > 0; sizes--)
        {
            _ = header.ReadNumber();
        }

        int filterCount = (flags & FilterCountMask) + 1;
        var filters = new List<XzFilter>(MostFilters);
        for (int i = 1; i < filterCount; i++)
        {
            (long id, byte[] properties) = ReadFilter(header, length);
            filters.Add(XzFilter.Create(id, properties));
        }

        (long last, byte[] dictionary) = ReadFilter(header, length);
        if (last != Lzma2)
        {
            throw new NotSupportedException($"filter 0x{last:X} instead of LZMA2");
        }

        if (dictionary is not [<= LargestDictionaryCode])
        {
            throw new InvalidDataException("the size of its dictionary is not valid");
        }

        while (header.Length < length - sizeof(uint))
        {
            if (header.ReadByte() != 0)
            {
                throw new InvalidDataException("a block's header is too long");
            }
        }

        header.ExpectChecksum("a block's header");

        // The filter that was applied last is undone first.
        filters.Reverse();
        return new XzBlock(compressed, BoundDictionary(dictionary[0], compressed.Length - compressed.Position), filters, checkType);
    }

    /// <summary>Reads decompressed bytes; returns 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        int count = _plain.Read(buffer);
        _check.Append(buffer[..count]);
        return count;
    }

    /// <summary>Reads and verifies the padding and the check after the data.</summary>
    public void Finish()
    {
        for (long padding = -_packed.BytesRead & 3; padding > 0; padding--)
        {
            if (_packed.ReadByte() != 0)
            {
                throw new InvalidDataException("a block's padding is not zero");
            }
        }

        _check.Expect(_packed);
    }

    public void Dispose()
    {
        _plain.Dispose();
        _lzma.Dispose();
        _check.Dispose();
    }

    private static (long Id, byte[] Properties) ReadFilter(XzFields header, int headerLength)
    {
        long id = header.ReadNumber();
        long length = header.ReadNumber();
        if (length > headerLength - header.Length)
        {
            throw new InvalidDataException("a filter's properties do not fit into the block's header");
        }

        byte[] properties = new byte[length];
        header.Read(properties);
        return (id, properties);
    }

    /// <summary>Returns the code of the smallest dictionary that is enough for the data.</summary>
    private static byte BoundDictionary(byte code, long available)
    {
        long needed = LzmaDictionary.Bound(DictionaryOf(code), available);
        byte least = 0;
        while (DictionaryOf(least) < needed)
        {
            least++;
        }

        return least;
    }

    private static long DictionaryOf(byte code) => code == LargestDictionaryCode ? uint.MaxValue : (2L | (code & 1)) << ((code / 2) + 11);
}
