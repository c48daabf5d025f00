using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Finds sizes and alignments in a record's own words, without another type.</summary>
internal static class ScalarLayout
{
    private const BtfKinds Aligned = BtfKinds.Int | BtfKinds.AnyEnum | BtfKinds.Float;

    private const BtfKinds Sized = Aligned | BtfKinds.Composite | BtfKinds.DataSec;

    /// <summary>Returns whether the third word of a record of this kind is the type's size in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasOwnSize(BtfKind kind) => Sized.Includes(kind);

    /// <summary>Returns the alignment in bytes of a type that consists of no other type; 0 for the other kinds.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="size">The record's third word.</param>
    /// <param name="pointerSize">The size of a pointer in bytes.</param>
    /// <remarks>
    /// A scalar is aligned to its size, or to a pointer's if that is smaller: <c>btf__align_of</c>. A size that is not a power of two is used unchanged.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AlignmentOf(BtfKind kind, uint size, uint pointerSize) =>
        kind == BtfKind.Ptr ? pointerSize
        : Aligned.Includes(kind) ? Math.Min(size, pointerSize)
        : 0;
}
