using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The alignment of each of an object's own types, in 1 byte per type. Immutable once built.</summary>
/// <remarks>
/// The alignment of a structure depends on those of its members, of their members, and so on. Computing each from scratch would cost more than computing all
/// at once, and on hostile input it would not end.
/// </remarks>
internal sealed class AlignmentIndex
{
    private readonly BtfObject? _base;
    private readonly int _pointerSize;
    private readonly uint _firstTypeId;
    private readonly byte[] _alignments;

    public AlignmentIndex(BtfObject btf, int pointerSize, byte[] alignments)
    {
        _base = btf.Base;
        _pointerSize = pointerSize;
        _firstTypeId = btf.FirstTypeId;
        _alignments = alignments;
    }

    /// <summary>The number of bytes that the index keeps.</summary>
    public long KeptBytes => _alignments.Length;

    /// <summary>Returns the alignment in bytes of a type of the object or its bases; 0 if it has none or does not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(uint typeId)
    {
        uint place = typeId - _firstTypeId;
        byte[] alignments = _alignments;
        return place < (uint)alignments.Length ? alignments[place] : OfBase(typeId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint OfBase(uint typeId) => typeId < _firstTypeId && _base is not null ? _base.AlignmentOf(typeId, _pointerSize) : 0;
}
