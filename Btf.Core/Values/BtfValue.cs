using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Btf.Core.Values;

/// <summary>Bytes and their type: a value with members, elements and pointers that can be read by name, without binding a path before.</summary>
/// <remarks>
/// Like <see cref="BtfType"/> it is a view: it copies and reads nothing until a member asks for it. To read the same field of many values, bind a
/// <see cref="BtfField{T}"/>. The default value has no type and cannot be used. After the type's object is disposed, members that read types throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly partial struct BtfValue
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly ulong _bitOffset;
    private readonly int _width;

    /// <summary>Makes a value from bytes.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">Bytes that start with the value.</param>
    /// <param name="address">The address that the bytes were read from; 0 if it is not known. <see cref="FollowList"/> uses it.</param>
    public BtfValue(BtfType type, ReadOnlyMemory<byte> data, ulong address = 0)
        : this(type, data, address, 0, 0)
    {
    }

    private BtfValue(BtfType type, ReadOnlyMemory<byte> data, ulong address, ulong bitOffset, int width)
    {
        Type = type;
        _data = data;
        Address = address;
        _bitOffset = bitOffset;
        _width = width;
    }

    /// <summary>The declared type.</summary>
    public BtfType Type { get; }

    /// <summary>The address of the value's first byte; 0 if it is not known.</summary>
    public ulong Address { get; }

    /// <summary>The value's bytes; for a bit-field, those that hold at least one of its bits.</summary>
    /// <exception cref="ArgumentException">The data ends before the value does.</exception>
    /// <exception cref="InvalidOperationException">The type has no size.</exception>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            long start = (long)(_bitOffset / 8);
            long length = _width > 0 ? ValueBits.BytesOf((int)(_bitOffset % 8), _width) : Type.SizeInBytes;
            if (start + length > _data.Length)
            {
                FieldErrors.Throw(isBound: true, _data.Length, start + length);
            }

            return _data.Slice((int)start, (int)length);
        }
    }

    /// <summary>The number of elements of an array. A flexible array has as many as fit into the data.</summary>
    /// <exception cref="InvalidOperationException">The type is not an array.</exception>
    /// <exception cref="BtfFormatException">A type on the way does not exist or leads to itself.</exception>
    public int Count
    {
        get
        {
            BtfArray array = Type.Underlying.AsArray();
            uint size = array.ElementType.SizeInBytes;
            ulong rest = (ulong)_data.Length - Math.Min((ulong)_data.Length, _bitOffset / 8);
            return (int)Math.Min(array.Count != 0 || size == 0 ? array.Count : rest / size, int.MaxValue);
        }
    }

    /// <summary>A member of a structure or union. As in C, members of anonymous structures and unions count.</summary>
    /// <param name="member">The member's name.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    /// <exception cref="InvalidOperationException">The type is not a structure or union. Call <see cref="Follow"/> on a pointer first.</exception>
    /// <exception cref="BtfFormatException">A type on the way does not exist or leads to itself.</exception>
    public BtfValue this[string member] => At(Type.Underlying.AsComposite().FindMember(member));

    /// <summary>An element of an array.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The type is not an array.</exception>
    /// <exception cref="BtfFormatException">A type on the way does not exist or leads to itself.</exception>
    public BtfValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            BtfType element = Type.Underlying.AsArray().ElementType;
            return Part(element, (ulong)index * element.SizeInBytes * 8, 0);
        }
    }

    /// <summary>Finds a member of a structure or union.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The member.</param>
    /// <returns>Whether the type is a structure or union with such a member.</returns>
    public bool TryGetMember(string member, out BtfValue value)
    {
        value = default;
        if (!Type.TryGetUnderlying(out BtfType type) || !type.TryAsComposite(out BtfComposite composite) || !composite.TryFindMember(member, out BtfMemberLocation location))
        {
            return false;
        }

        value = At(location);
        return true;
    }

    /// <summary>Writes the value as text. See <see cref="BtfValueWriter.Write"/>. A bit-field cannot be written alone.</summary>
    /// <param name="destination">Receives the text.</param>
    /// <param name="options">The form; null for libbpf's text.</param>
    /// <exception cref="BtfFormatException">The data ends before the value does, or the type is damaged.</exception>
    public void WriteTo(IBufferWriter<byte> destination, BtfValueOptions? options = null) => _ = BtfValueWriter.Write(Type, Bytes.Span, destination, options);

    /// <summary>
    /// Returns the value as libbpf prints it, on one line; for a bit-field, its number. If the value cannot be read, the text ends with the error; that of a
    /// bit-field is empty.
    /// </summary>
    public override string ToString() => Type == default ? "" : ViewText.Of(this, $"value of [{Type.Id}]", static value => value.Text());

    private string Text()
    {
        if (_width > 0)
        {
            return TryReadInteger(out UInt128 bits, out _) ? ((Int128)bits).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        }

        ArrayBufferWriter<byte> text = new();
        ReadOnlySpan<byte> data = _data.Span[(int)Math.Min((ulong)_data.Length, _bitOffset / 8)..];
        string rest = BtfValueWriter.TryWrite(Type, data, text, out _, out BtfError error, new BtfValueOptions { Compact = true }) ? "" : $" ({error.Message})";
        return Encoding.UTF8.GetString(text.WrittenSpan) + rest;
    }

    private BtfValue At(in BtfMemberLocation location) => Part(location.Member.Type, location.BitOffset, location.BitfieldSize);

    private BtfValue Part(BtfType type, ulong bitOffset, int width) =>
        new(type, _data, Address == 0 ? 0 : Address + bitOffset / 8, _bitOffset + bitOffset, width);
}
