using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A variable's place in a data section (<c>struct btf_var_secinfo</c>).</summary>
/// <remarks>
/// See <c>struct btf_var_secinfo</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfDataSectionEntry : IBtfElement<BtfDataSectionEntry>, IEquatable<BtfDataSectionEntry>, IEqualityOperators<BtfDataSectionEntry, BtfDataSectionEntry, bool>
{
    private const uint EntrySize = 12;
    private const uint OffsetField = 4;
    private const uint SizeField = 8;
    private readonly BtfType _owner;
    private readonly int _index;

    private BtfDataSectionEntry(BtfType owner, int index)
    {
        _owner = owner;
        _index = index;
    }

    /// <summary>The section that has the entry.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The entry's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The variable; in a section of externs such as <c>.ksyms</c> also a function.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.Resolve(TypeId, Field);

    /// <summary>The variable's id. Not checked.</summary>
    public uint TypeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, 0);
    }

    /// <summary>The start of the variable, in bytes from the start of the section.</summary>
    public uint Offset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, OffsetField);
    }

    /// <summary>The variable's size in bytes.</summary>
    public uint Size
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, SizeField);
    }

    private uint Field => RecordFormat.HeadSize + (uint)_index * EntrySize;

    static BtfDataSectionEntry IBtfElement<BtfDataSectionEntry>.Create(BtfType owner, int index, uint info) => new(owner, index);

    static uint IBtfElement<BtfDataSectionEntry>.NameOffsetOf(BtfDataSectionEntry element) => 0;

    /// <summary>Returns whether both are the same entry of the same type.</summary>
    public static bool operator ==(BtfDataSectionEntry left, BtfDataSectionEntry right) => left.Equals(right);

    /// <summary>Returns whether they are not the same entry of the same type.</summary>
    public static bool operator !=(BtfDataSectionEntry left, BtfDataSectionEntry right) => !left.Equals(right);

    /// <summary>Returns whether both are the same entry of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfDataSectionEntry other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfDataSectionEntry other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the variable as C would declare it.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(this);
}
