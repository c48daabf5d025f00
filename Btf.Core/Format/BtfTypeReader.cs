using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>
/// Walks over the type records of BTF data in a span, only forward, without an index or heap memory: for one pass over data that need not be kept. For all
/// other work <see cref="BtfObject"/> is easier.
/// </summary>
/// <remarks>
/// The reader checks, when it reaches a record, that it has a known size and lies inside the type section. Type ids and string offsets are not checked. The
/// span must stay valid while the reader and its records are used.
/// </remarks>
/// <example>
/// <code>
/// var reader = new BtfTypeReader(span);
/// while (reader.Read())
/// {
///     uint id = reader.TypeId;
///     BtfRecord record = reader.Current;
/// }
/// </code>
/// </example>
public ref struct BtfTypeReader
{
    private readonly ReadOnlySpan<byte> _types;
    private readonly ReadOnlySpan<byte> _layout;
    private readonly uint _firstStringOffset;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly long _typeStart;
    private readonly bool _swapped;
    private int _offset;
    private int _length;

    /// <summary>Makes a reader that starts before the first record.</summary>
    /// <param name="data">BTF data, from its header, in either byte order.</param>
    /// <param name="firstTypeId">The id of the first record: 1, or in a split object one past the last id of its base.</param>
    /// <param name="firstStringOffset">The offset of the first string: 0, or in a split object the end of its base's strings.</param>
    /// <exception cref="BtfFormatException">The header is not valid.</exception>
    public BtfTypeReader(ReadOnlySpan<byte> data, uint firstTypeId = 1, uint firstStringOffset = 0)
    {
        Header = BtfHeader.Parse(data);
        _types = Header.Types(data);
        _layout = Header.Layout(data);
        _strings = Header.Strings(data);
        _typeStart = Header.TypeStart;
        _swapped = Header.IsSwapped;
        _firstStringOffset = firstStringOffset;
        TypeId = firstTypeId - 1;
    }

    /// <summary>The data's header.</summary>
    public BtfHeader Header { get; }

    /// <summary>The data's strings.</summary>
    public readonly BtfStringTable Strings => new(_strings, _firstStringOffset);

    /// <summary>The current record's id.</summary>
    public uint TypeId { get; private set; }

    /// <summary>The current record's offset in bytes from the start of the data.</summary>
    public readonly long ByteOffset => _typeStart + _offset;

    /// <summary>The current record. It has no meaning before the first <see cref="Read"/> and after the last.</summary>
    /// <exception cref="InvalidOperationException">There is no current record.</exception>
    public readonly BtfRecord Current
    {
        get
        {
            if (_length == 0)
            {
                ThrowNoRecord();
            }

            return new BtfRecord(in _types.Slice(_offset, _length)[0], 0, (uint)_length, default, _swapped);
        }
    }

    /// <summary>Moves to the next record.</summary>
    /// <returns>False at the end of the type section.</returns>
    /// <exception cref="BtfFormatException">
    /// The record reaches past the end of the type section, or its kind is unknown and no layout section gives its size. The reader does not move.
    /// </exception>
    public bool Read()
    {
        int next = _offset + _length;
        if (next == _types.Length)
        {
            _offset = next;
            _length = 0;
            return false;
        }

        ReadOnlySpan<byte> rest = _types[next..];
        ulong length = (uint)rest.Length >= RecordFormat.HeadSize
            ? RecordSizes.Of(RecordSizes.Known, WordReader.ReadUInt32(rest, (int)RecordFormat.InfoField, _swapped))
            : ulong.MaxValue;
        if (length > (ulong)rest.Length)
        {
            length = (ulong)MeasureOrThrow(next);
        }

        _offset = next;
        _length = (int)length;
        TypeId++;
        return true;
    }

    [DoesNotReturn]
    private static void ThrowNoRecord() => throw new InvalidOperationException("The reader is not at a record: call Read() first, and stop when it returns false.");

    private readonly int MeasureOrThrow(int at)
    {
        BtfError error = RecordSizes.Check(_types[at..], _layout, _swapped, _typeStart + at, TypeId + 1, out int length);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return length;
    }
}
