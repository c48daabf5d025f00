using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The alignment of each of one object's own types: 1 byte a type. Immutable once built.</summary>
/// <remarks>
/// An index, because the alignment of a structure depends on those of all its members, of their members, and so on: asked for one by one, and each from
/// scratch, the answers would cost more than all at once, and on hostile input without end.
/// </remarks>
internal sealed class AlignmentIndex
{
    private readonly AlignmentIndex? _inherited;
    private readonly uint _firstTypeId;
    private readonly byte[] _alignments;

    public AlignmentIndex(AlignmentIndex? inherited, uint firstTypeId, byte[] alignments)
    {
        _inherited = inherited;
        _firstTypeId = firstTypeId;
        _alignments = alignments;
    }

    /// <summary>The bytes that the index keeps.</summary>
    public long KeptBytes => _alignments.Length;

    /// <summary>The alignment of a type in bytes; 0 where it has none or there is no such type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(uint typeId)
    {
        uint place = typeId - _firstTypeId;
        byte[] alignments = _alignments;
        return place < (uint)alignments.Length ? alignments[place] : OfInherited(typeId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint OfInherited(uint typeId)
    {
        AlignmentIndex? part = this;
        while (part is not null && typeId < part._firstTypeId)
        {
            part = part._inherited;
        }

        uint place = typeId - (part?._firstTypeId ?? 0);
        return part is not null && place < (uint)part._alignments.Length ? part._alignments[place] : 0u;
    }
}
