using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A variable's place in a data section (<c>struct btf_var_secinfo</c>).</summary>
/// <remarks>
/// See <c>struct btf_var_secinfo</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfDataSectionEntry : IBtfElement<BtfDataSectionEntry>
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

    /// <summary>The variable, or the function of an extern section such as <c>.ksyms</c>.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.Resolve(TypeId, Field);

    /// <summary>The variable's id. Not checked.</summary>
    public uint TypeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, 0);
    }

    /// <summary>Where the variable starts, in bytes from the start of the section.</summary>
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

    /// <summary>The variable as C would declare it.</summary>
    /// <exception cref="BtfFormatException">A name or a type on the way does not exist.</exception>
    public override string ToString() => Type.ToString();
}
