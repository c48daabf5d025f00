using System.Buffers.Binary;
using Btf.Core;

namespace Btf.Compression;

/// <summary>
/// Reads the streams of an xz file, as defined by "The .xz File Format", version 1.2.1, up to the first bytes that are not a stream. It verifies the check of
/// each block.
/// </summary>
internal sealed class XzStream : DecodingStream
{
    private const int FlagsLength = 2;
    private const int ReservedCheckFlags = 0xF0;
    private const int PaddingAlignment = 4;

    private readonly Stream _compressed;
    private XzBlock? _block;
    private int _checkType;
    private long _blockCount;
    private bool _isStarted;
    private bool _isDone;

    /// <summary>Reads a file that starts at the stream's position.</summary>
    public XzStream(Stream compressed) => _compressed = compressed;

    /// <summary>The first bytes of a stream of the file.</summary>
    public static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    public override int Read(Span<byte> buffer)
    {
        while (!_isDone && !buffer.IsEmpty)
        {
            if (_block is null && !OpenBlock())
            {
                _isDone = true;
                break;
            }

            int count = _block!.Read(buffer);
            if (count != 0)
            {
                return count;
            }

            _block.Finish();
            _block.Dispose();
            _block = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _block?.Dispose();
        base.Dispose(disposing);
    }

    private bool OpenBlock()
    {
        if (!_isStarted)
        {
            Span<byte> magic = stackalloc byte[Magic.Length];
            _compressed.ReadExactly(magic);
            ReadHeader();
        }

        while (true)
        {
            var header = new XzFields(_compressed);
            int size = header.ReadByte();
            if (size != 0)
            {
                _block = XzBlock.Open(_compressed, header, size, _checkType);
                _blockCount++;
                return true;
            }

            ReadIndex(header);
            if (!StartsAgain())
            {
                return false;
            }

            ReadHeader();
        }
    }

    /// <summary>Reads the header of a stream after its magic bytes.</summary>
    private void ReadHeader()
    {
        var header = new XzFields(_compressed);
        Span<byte> flags = stackalloc byte[FlagsLength];
        header.Read(flags);
        header.ExpectChecksum("its header");
        if (flags[0] != 0 || (flags[1] & ReservedCheckFlags) != 0)
        {
            throw new InvalidDataException("its header has unknown flags");
        }

        _checkType = flags[1];
        _blockCount = 0;
        _isStarted = true;
    }

    // The index repeats the sizes of the blocks. It is read only to check that the file is complete.
    private void ReadIndex(XzFields index)
    {
        if (index.ReadNumber() != _blockCount)
        {
            throw new InvalidDataException("its index has another number of blocks");
        }

        for (long i = 0; i < _blockCount; i++)
        {
            _ = index.ReadNumber();
            _ = index.ReadNumber();
        }

        index.SkipPadding();
        index.ExpectChecksum("its index");

        Span<byte> footer = stackalloc byte[12];
        _compressed.ReadExactly(footer);
        if (!footer[10..].SequenceEqual("YZ"u8) || footer[9] != _checkType || BinaryPrimitives.ReadUInt32LittleEndian(footer) != XzFields.Checksum(footer[4..10]))
        {
            throw new InvalidDataException("its footer is damaged");
        }
    }

    /// <summary>Finds the next of several consecutive streams, as pixz and <c>cat</c> write them. Zeros may separate them.</summary>
    private bool StartsAgain()
    {
        long padding = -1;
        int first;
        do
        {
            first = _compressed.ReadByte();
            padding++;
        }
        while (first == 0);

        Span<byte> magic = stackalloc byte[Magic.Length];
        magic[0] = (byte)first;
        if (first != Magic[0] || _compressed.ReadAtLeast(magic[1..], magic.Length - 1, throwOnEndOfStream: false) < magic.Length - 1 || !magic.SequenceEqual(Magic))
        {
            return false;
        }

        return padding % PaddingAlignment == 0
            ? true
            : throw new InvalidDataException($"{padding} bytes are between two of its streams, which is not a multiple of {PaddingAlignment}");
    }
}
