namespace Btf.Core.Extensions;

/// <summary>
/// Walks over the records of <c>.BTF.ext</c> data in a span, forward only, without allocating: the functions, then the lines, then the CO-RE relocations.
/// </summary>
/// <remarks>
/// It checks that each block lies inside its part when it reaches it. It does not check type ids, string offsets and instruction offsets. The span must stay
/// valid while the reader is used. <c>Documentation/bpf/btf.rst</c> describes the format.
/// </remarks>
public ref struct BtfExtensionReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly ExtensionHeader _header;
    private ExtensionCursor _cursor;
    private bool _isAtRecord;

    /// <summary>Starts before the first record.</summary>
    /// <param name="data">The content of a <c>.BTF.ext</c> section, in either byte order.</param>
    /// <exception cref="BtfFormatException">The header, or the size of the function records, is not valid.</exception>
    public BtfExtensionReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        BtfError error = ExtensionHeader.Parse(data, out _header);
        if (error.IsNone)
        {
            error = ExtensionCursor.Start(_header, data, BtfExtensionPart.Functions, out _cursor);
        }

        if (!error.IsNone)
        {
            error.Throw();
        }
    }

    /// <summary>Returns the part of the current record.</summary>
    public BtfExtensionPart Part { get; private set; }

    /// <summary>Returns the offset of the name of the record's ELF section in the strings of the program's BTF.</summary>
    public readonly uint SectionNameOffset => _cursor.SectionNameOffset;

    /// <summary>Returns the current record's offset in bytes from the start of the data.</summary>
    public readonly long ByteOffset => _cursor.Place;

    /// <summary>Returns the number of words of 4 bytes in the current record: 2 or more for a function, 4 or more for the others.</summary>
    public readonly int WordCount => _cursor.RecordSize / sizeof(uint);

    /// <summary>Returns a word of the current record in the machine's byte order.</summary>
    /// <param name="index">From 0 to <see cref="WordCount"/> - 1; word 0 is the instruction's offset in bytes from the start of the ELF section.</param>
    /// <exception cref="InvalidOperationException">There is no current record.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such word.</exception>
    public readonly uint GetWord(int index)
    {
        if (!_isAtRecord)
        {
            throw new InvalidOperationException("The reader is not at a record: call Read() first, and stop when it returns false.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)WordCount, nameof(index));
        return WordReader.ReadUInt32(_data, _cursor.Place + (index * sizeof(uint)), _header.IsSwapped);
    }

    /// <summary>Moves to the next record.</summary>
    /// <returns>False after the last record of the last part.</returns>
    /// <exception cref="BtfFormatException">A block does not fit into its part, or the next part is not valid.</exception>
    public bool Read()
    {
        BtfError error = TryRead(out bool moved);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return moved;
    }

    internal BtfError TryRead(out bool moved)
    {
        BtfError error = _cursor.Step(_data, _header.IsSwapped, out moved);
        while (error.IsNone && !moved && Part < BtfExtensionPart.CoreRelocations)
        {
            error = ExtensionCursor.Start(_header, _data, Part + 1, out ExtensionCursor next);
            if (error.IsNone)
            {
                Part++;
                _cursor = next;
                error = _cursor.Step(_data, _header.IsSwapped, out moved);
            }
        }

        _isAtRecord = moved;
        return error;
    }
}
