using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The sizes and alignments that a record's own words tell, without a look at another type.</summary>
internal static class ScalarLayout
{
    private const BtfKinds Aligned = BtfKinds.Int | BtfKinds.AnyEnum | BtfKinds.Float;

    private const BtfKinds Sized = Aligned | BtfKinds.Composite | BtfKinds.DataSec;

    /// <summary>Whether the third word of a record of this kind is its type's size in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasOwnSize(BtfKind kind) => Sized.Includes(kind);

    /// <summary>The alignment in bytes of a type of a kind that is made of no other; 0 for the other kinds.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="size">The record's third word.</param>
    /// <param name="pointerSize">In bytes.</param>
    /// <remarks>A scalar is aligned to its size, and to no more than a pointer's: <c>btf__align_of</c>. Sizes that are no powers of two are taken as they are.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AlignmentOf(BtfKind kind, uint size, uint pointerSize) =>
        kind == BtfKind.Ptr ? pointerSize
        : Aligned.Includes(kind) ? Math.Min(size, pointerSize)
        : 0;
}
