using System.Buffers.Binary;
using Btf.Core;
using K4os.Compression.LZ4;

namespace Btf.Compression;

/// <summary>
/// Decodes the blocks of lz4's legacy frame with K4os.Compression.LZ4, after the magic number has been read. A block has a 4-byte length and that many bytes of
/// data, which decompress to 8 MiB, or less in the last block. The frame has no end mark.
/// </summary>
internal sealed class Lz4LegacyStream(Stream compressed) : DecodingStream
{
    private const int BlockLength = 8 << 20;
    private static readonly int _longestPacked = LZ4Codec.MaximumOutputSize(BlockLength);
    private byte[] _packed = [];
    private byte[] _plain = [];
    private int _start;
    private int _end;
    private bool _isStarted;
    private bool _isLast;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !_isLast)
        {
            ReadBlock();
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void ReadBlock()
    {
        Span<byte> field = stackalloc byte[sizeof(uint)];
        bool isFirst = !_isStarted;
        _isStarted = true;
        _start = 0;
        _end = 0;
        long place = compressed.Position;
        int found = compressed.ReadAtLeast(field, field.Length, throwOnEndOfStream: false);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(field);
        long left = compressed.Length - compressed.Position;

        // In a kernel, the decompressed length follows the last block. In a file, another frame may follow, whose magic number is too large for a length.
        _isLast = !isFirst && (found < field.Length || length == 0 || length > _longestPacked || left == 0);
        if (_isLast)
        {
            compressed.Position = place;
            return;
        }

        if (length > _longestPacked || length > left || length == 0)
        {
            throw new InvalidDataException($"a block of {length} bytes does not fit into it");
        }

        Decode((int)length);
    }

    private void Decode(int length)
    {
        if (_packed.Length < length)
        {
            _packed = new byte[length];
        }

        compressed.ReadExactly(_packed, 0, length);

        // One byte decompresses to at most 255.
        int most = (int)Math.Min(BlockLength, length * 255L);
        if (_plain.Length < most)
        {
            _plain = new byte[most];
        }

        _end = LZ4Codec.Decode(_packed.AsSpan(0, length), _plain);
        if (_end < 0)
        {
            _end = 0;
            throw new InvalidDataException("a block is not valid");
        }

        _isLast = _end < BlockLength;
    }
}
