using System.Buffers.Binary;
using Btf.Core;
using K4os.Compression.LZ4;

namespace Btf.Compression;

/// <summary>
/// The blocks of lz4's legacy frame, whose magic number has been read, decoded by K4os.Compression.LZ4. A block has a length of 4 bytes and that many of
/// data, from which 8 MiB come, or less from the last block. The frame has no end of its own.
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

        // After the last block of a kernel stands the length of what was compressed. In a file another frame may stand there, whose magic number is no length.
        _isLast = !isFirst && (found < field.Length || length == 0 || length > _longestPacked || left == 0);
        if (_isLast)
        {
            compressed.Position = place;
            return;
        }

        if (length > _longestPacked || length > left || length == 0)
        {
            throw new InvalidDataException($"a block of {length} bytes leaves it");
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

        // No more than 255 bytes come from one.
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
