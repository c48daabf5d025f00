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
            return HeaderLength + ((long)TypeWords * sizeof(uint)) + Layout.Length + Names.Bytes.Length;
        }
    }

    private int HeaderLength => WithLayout || WithLongHeader ? BtfHeader.KnownLength : BtfHeader.MinimumLength;

    private bool IsSwapped => ByteOrder != WordReader.NativeOrder;

    private byte[] Layout => WithLayout ? KindLayout.Of(LastKind) : [];

    private int TypeWords
    {
        get
        {
            int words = _isDense ? _words.Count : 0;
            for (int i = 0; !_isDense && i < _recordCount; i++)
            {
                words += Records[i].Count;
            }

            return words;
        }
    }

    private BtfKind LastKind
    {
        get
        {
            BtfKind last = BtfKind.Enum64;
            foreach (WordChunks.Place record in Records)
            {
                last = record.Count == 0 ? last : (BtfKind)Math.Max((int)last, (int)RecordFormat.Kind(_words.At(record)[1]));
            }

            return last;
        }
    }

    // The words in the order of their ids: whole chunks if that is their order already, otherwise records.
    private int PieceCount => _isDense ? _words.ChunkCount : _recordCount;

    /// <summary>Returns the object's bytes.</summary>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes.</exception>
    public byte[] ToArray()
    {
        Check();
        return ToUncheckedArray();
    }

    /// <summary>Returns the object's bytes, even if ids in them do not exist.</summary>
    internal byte[] ToUncheckedArray()
    {
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
        Check();
        BtfMemory memory = OwnMemory.Allocate(CheckedLength(), out Span<byte> data);
        Fill(data);
        var written = WrittenOffsets.In(memory, _recordCount);
        Span<uint> offsets = written.Span;
        uint place = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = place;
            place += (uint)Records[i].Count * sizeof(uint);
        }

        BtfObject result = BtfObject.CreateOwned(memory, Base, written);
        _isTaken = true;
        _words.Free();
        Names.Free();
        _records.Free();
        _recordCount = 0;
        Sources.Clear();
        _imported.Clear();
        return result;
    }

    /// <summary>Finds the first rule of the kernel that the object breaks now. See <see cref="BtfVerifier"/>.</summary>
    /// <param name="options">The rules to check; null for the defaults.</param>
    /// <returns>The finding; see <see cref="BtfFinding.IsNone"/>.</returns>
    /// <exception cref="InvalidOperationException">A type id does not exist, a reserved id was not replaced, or the builder's content was taken.</exception>
    /// <exception cref="IOException">The object would have more than 2^31 - 1 bytes.</exception>
    public BtfFinding Verify(BtfVerifierOptions? options = null) => BtfVerifier.Verify(ToArray(), Base, options ?? new BtfVerifierOptions { KernelByteOrder = ByteOrder });

    /// <summary>Checks that every id exists.</summary>
    private void Check()
    {
        ThrowIfTaken();
        Base?.ThrowIfDisposed();
        ReadOnlySpan<WordChunks.Place> records = Records;
        for (int i = 0; i < records.Length; i++)
        {
            if (records[i].Count == 0)
            {
                throw new InvalidOperationException($"Type {FirstTypeId + (uint)i} was reserved but never replaced by a type.");
            }

            var check = new IdCheck(NextTypeId);
            RecordFields.Visit(_words.At(records[i]), ref check);
            if (check.Missing != 0)
            {
                throw new InvalidOperationException($"Type {FirstTypeId + (uint)i} refers to type {check.Missing}, which does not exist: the last one is {NextTypeId - 1}.");
            }
        }
    }

    private ReadOnlySpan<uint> Piece(int index) => _isDense ? _words.InChunk(index) : _words.At(Records[index]);

    private int CheckedLength()
    {
        long length = ByteLength;
        return length <= Array.MaxLength ? (int)length : throw new IOException($"The object would have {length} bytes; at most {Array.MaxLength} are possible.");
    }

    private void Fill(Span<byte> data)
    {
        byte[] layout = Layout;
        Span<byte> rest = data[WriteHeader(data, layout.Length)..];
        for (int i = 0; i < PieceCount; i++)
        {
            ReadOnlySpan<uint> words = Piece(i);
            Span<uint> types = MemoryMarshal.Cast<byte, uint>(rest[..(words.Length * sizeof(uint))]);
            words.CopyTo(types);
            if (IsSwapped)
            {
                BinaryPrimitives.ReverseEndianness(types, types);
            }

            rest = rest[(words.Length * sizeof(uint))..];
        }

        layout.CopyTo(rest);
        Names.Bytes.CopyTo(rest[layout.Length..]);
        GC.KeepAlive(this);
    }

    private void Write(WriteBytes write)
    {
        Check();
        _ = CheckedLength();
        byte[] layout = Layout;
        Span<byte> header = stackalloc byte[BtfHeader.KnownLength];
        write(header[..WriteHeader(header, layout.Length)]);
        uint[] chunk = new uint[ChunkWords];
        int used = 0;
        for (int i = 0; i < PieceCount; i++)
        {
            ReadOnlySpan<uint> words = Piece(i);
            while (!words.IsEmpty)
            {
                ReadOnlySpan<uint> next = words[..Math.Min(words.Length, ChunkWords - used)];
                next.CopyTo(chunk.AsSpan(used));
                words = words[next.Length..];
                used += next.Length;
                if (used == ChunkWords)
                {
                    WriteWords(write, chunk);
                    used = 0;
                }
            }
        }

        WriteWords(write, chunk.AsSpan(0, used));
        write(layout);
        write(Names.Bytes);
        GC.KeepAlive(this);
    }

    private void WriteWords(WriteBytes write, Span<uint> words)
    {
        if (IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        write(MemoryMarshal.AsBytes(words));
    }

    private int WriteHeader(Span<byte> data, int layoutLength) =>
        ObjectForm.WriteHeader(
            data[..HeaderLength], (uint)TypeWords * sizeof(uint), (uint)layoutLength, (uint)Names.Bytes.Length, ByteOrder == BtfByteOrder.BigEndian);

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
