using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Building;

/// <summary>Writes the built object.</summary>
public sealed partial class BtfBuilder
{
    private const int ChunkWords = 4096;

    /// <summary>The present length of the object in bytes.</summary>
    /// <exception cref="InvalidOperationException">The builder's content was taken.</exception>
    public long ByteLength
    {
        get
        {
            ThrowIfTaken();
            return HeaderLength + ((long)TypeWords * sizeof(uint)) + Layout.Length + _names.Bytes.Length;
        }
    }

    private int HeaderLength => WithLayout || WithLongHeader ? BtfHeader.KnownLength : BtfHeader.MinimumLength;

    private bool IsSwapped => ByteOrder != WordReader.NativeOrder;

    private byte[] Layout => WithLayout ? KindLayout.Of(LastKind) : [];

    private int TypeWords
    {
        get
        {
            int words = 0;
            for (int i = 0; !_isDense && i < _recordCount; i++)
            {
                words += _records[i].Length;
            }

            return _isDense ? _wordCount : words;
        }
    }

    private BtfKind LastKind
    {
        get
        {
            BtfKind last = BtfKind.Enum64;
            for (int i = 0; i < _recordCount; i++)
            {
                last = _records[i].Length == 0 ? last : (BtfKind)Math.Max((int)last, (int)RecordFormat.Kind(_words[_records[i].Start + 1]));
            }

            return last;
        }
    }

    /// <summary>Returns the object's bytes.</summary>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes.</exception>
    public byte[] ToArray()
    {
        Prepare();
        var data = new byte[CheckedLength()];
        Fill(data);
        return data;
    }

    /// <summary>Writes the object's bytes.</summary>
    /// <param name="output">The destination.</param>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output.Write);
    }

    /// <summary>Writes the object's bytes.</summary>
    /// <param name="output">The destination. It is neither flushed nor closed.</param>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes, or the stream cannot be written.</exception>
    public void WriteTo(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output.Write);
    }

    /// <summary>Opens the object, and takes the builder's content: the builder cannot be used after this.</summary>
    /// <returns>The object, which the caller disposes. The base must stay open as long as the object is used.</returns>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes, or there is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public BtfObject ToObject()
    {
        Prepare();
        BtfMemory memory = OwnMemory.Allocate(CheckedLength(), out Span<byte> data);
        Fill(data);
        BtfObject result = BtfObject.CreateOwned(memory, Base);
        _isTaken = true;
        (_words, _records, _wordCount, _recordCount) = ([], [], 0, 0);
        _sources.Clear();
        _imported.Clear();
        return result;
    }

    /// <summary>Finds the first rule of the kernel that the object breaks now. See <see cref="BtfVerifier"/>.</summary>
    /// <param name="options">The rules to check; null for the defaults.</param>
    /// <returns>The finding; see <see cref="BtfFinding.IsNone"/>.</returns>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes.</exception>
    public BtfFinding Verify(BtfVerifierOptions? options = null) => BtfVerifier.Verify(ToArray(), Base, options ?? new BtfVerifierOptions { KernelByteOrder = ByteOrder });

    /// <summary>Checks that every id exists, and sorts the records by id.</summary>
    private void Prepare()
    {
        ThrowIfTaken();
        Base?.ThrowIfDisposed();
        for (int i = 0; i < _recordCount; i++)
        {
            Record record = _records[i];
            if (record.Length == 0)
            {
                throw new InvalidOperationException($"Type {FirstTypeId + (uint)i} was reserved but never replaced by a type.");
            }

            var check = new IdCheck(NextTypeId);
            RecordFields.Visit(_words.AsSpan(record.Start, record.Length), ref check);
            if (check.Missing != 0)
            {
                throw new InvalidOperationException($"Type {FirstTypeId + (uint)i} refers to type {check.Missing}, which does not exist: the last one is {NextTypeId - 1}.");
            }
        }

        Compact();
    }

    private void Compact()
    {
        if (_isDense)
        {
            return;
        }

        var words = new uint[Math.Max(1, TypeWords)];
        int place = 0;
        for (int i = 0; i < _recordCount; i++)
        {
            ref Record record = ref _records[i];
            _words.AsSpan(record.Start, record.Length).CopyTo(words.AsSpan(place));
            record = new Record(place, record.Length);
            place += record.Length;
        }

        (_words, _wordCount, _isDense) = (words, place, true);
    }

    private int CheckedLength()
    {
        long length = ByteLength;
        return length <= Array.MaxLength ? (int)length : throw new IOException($"The object would have {length} bytes; at most {Array.MaxLength} are possible.");
    }

    private void Fill(Span<byte> data)
    {
        byte[] layout = Layout;
        Span<byte> rest = data[WriteHeader(data, layout.Length)..];
        Span<uint> types = MemoryMarshal.Cast<byte, uint>(rest[..(_wordCount * sizeof(uint))]);
        _words.AsSpan(0, _wordCount).CopyTo(types);
        if (IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(types, types);
        }

        rest = rest[(_wordCount * sizeof(uint))..];
        layout.CopyTo(rest);
        _names.Bytes.CopyTo(rest[layout.Length..]);
    }

    private void Write(WriteBytes write)
    {
        Prepare();
        _ = CheckedLength();
        byte[] layout = Layout;
        Span<byte> header = stackalloc byte[BtfHeader.KnownLength];
        write(header[..WriteHeader(header, layout.Length)]);
        ReadOnlySpan<uint> words = _words.AsSpan(0, _wordCount);
        if (!IsSwapped)
        {
            write(MemoryMarshal.AsBytes(words));
        }

        Span<uint> chunk = IsSwapped ? new uint[ChunkWords] : default;
        for (; IsSwapped && !words.IsEmpty; words = words[Math.Min(words.Length, ChunkWords)..])
        {
            ReadOnlySpan<uint> next = words[..Math.Min(words.Length, ChunkWords)];
            BinaryPrimitives.ReverseEndianness(next, chunk);
            write(MemoryMarshal.AsBytes(chunk[..next.Length]));
        }

        write(layout);
        write(_names.Bytes);
    }

    private int WriteHeader(Span<byte> data, int layoutLength) =>
        ObjectForm.WriteHeader(data[..HeaderLength], (uint)_wordCount * sizeof(uint), (uint)layoutLength, (uint)_names.Bytes.Length, ByteOrder == BtfByteOrder.BigEndian);

    private delegate void WriteBytes(ReadOnlySpan<byte> bytes);

    private struct IdCheck(uint end) : IWordMap
    {
        public uint Missing { get; private set; }

        public uint MapId(uint id)
        {
            Missing = id >= end && Missing == 0 ? id : Missing;
            return id;
        }

        public readonly uint MapName(uint offset) => offset;
    }
}
