using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Sizes and alignments, by which members find their places.</summary>
internal sealed class CPlacement(CDumpContext context)
{
    private AlignmentIndex? _alignments;

    /// <summary>Lets go of the object.</summary>
    public void Forget() => _alignments = null;

    /// <summary>Whether the members of a structure, or its size, say that it is packed. See <see cref="BtfType.Alignment"/>.</summary>
    public bool IsPacked(BtfType type)
    {
        // One with an alignment has its members at multiples of theirs.
        if (AlignmentOf(type.Id) > 1)
        {
            return false;
        }

        uint most = 1;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            context.Step();
            uint alignment = AlignmentOf(member.TypeId);
            if (alignment != 0 && context.BitsOf(member) == 0 && context.BitOffsetOf(member) % (8 * alignment) != 0)
            {
                return true;
            }

            most = Math.Max(most, alignment);
        }

        return type.SizeOrType % most != 0;
    }

    /// <summary>A type's alignment in bytes; 0 where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint AlignmentOf(uint id) => (_alignments ??= context.Btf.Alignments((int)context.PointerSize)).Of(id);

    /// <summary>A type's size; 0 where it has none. It wraps, as libbpf's does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SizeInBits(BtfType type) =>
        TypeSize.Resolve(type, context.PointerSize, out uint size, out _) == TypeSizeStatus.Done ? unchecked((int)size * 8) : 0;
}
