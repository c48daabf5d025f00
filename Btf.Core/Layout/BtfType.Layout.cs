using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>The number of types that a chain of arrays, typedefs and qualifiers may have before a size is found.</summary>
    /// <remarks>This is libbpf's bound. The search for an alignment has no bound.</remarks>
    internal const int MaxSizeDepth = 32;

    /// <summary>
    /// The size in bytes, like C's <c>sizeof</c>. Skips typedefs, qualifiers and tags. A variable has its type's size; an array, all its elements'
    /// (0 if flexible); a data section, the size in its record.
    /// </summary>
    /// <remarks>
    /// The rules are those of libbpf's <c>btf__resolve_size</c>. A pointer has the <see cref="BtfObject.PointerSize"/> of <see cref="Object"/>, or 8
    /// bytes if that is not known. So an array in a split object uses the split object's size of a pointer, and a type of its base, the base's.
    /// A structure has the size in its record. Whether its members fit in is not checked.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The type has no size, or leads to one that has none: void, a function, a prototype, a forward
    /// declaration, or a kind that this version does not know.</exception>
    /// <exception cref="BtfFormatException">An id on the way does not exist, the chain of types is longer than 32, or the
    /// size is more than 2^32 - 1.</exception>
    public uint SizeInBytes
    {
        get
        {
            TypeSizeStatus status = TypeSize.Resolve(this, 0, out uint size);
            if (status != TypeSizeStatus.Done)
            {
                TypeSize.Throw(this, status);
            }

            return size;
        }
    }

    /// <summary>
    /// The alignment in bytes. An integer, enumeration or floating-point number has its size, but at most a pointer's; an array, its elements'
    /// alignment; a structure or union, that of its most aligned member, or 1 if it is packed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The rules are those of libbpf's <c>btf__align_of</c>. The data records neither packed nor aligned attributes. A structure counts as packed if a
    /// member other than a bit-field is not at a multiple of its alignment, or if the structure's size is not a multiple of the alignment.
    /// Variables and data sections have no alignment. See <see cref="SizeInBytes"/> about pointers.
    /// </para>
    /// <para>
    /// The first call for a type that depends on other types computes their alignments too, each once, and keeps 1 byte per type of the object. Later calls only
    /// look them up.
    /// </para>
    /// </remarks>
    /// <exception cref="InvalidOperationException">The type has no alignment, or leads to one that has none: void, a function, a prototype, a forward
    /// declaration, a variable, a data section, a declaration tag, or a kind that this version does not know.</exception>
    /// <exception cref="BtfFormatException">An id on the way does not exist, the type leads to itself, or a member's type has no alignment.</exception>
    public uint Alignment
    {
        get
        {
            uint alignment = FindAlignment();
            if (alignment == 0)
            {
                TypeAlignment.ThrowNone(this);
            }

            return alignment;
        }
    }

    /// <summary>Gets the size in bytes. See <see cref="SizeInBytes"/>.</summary>
    /// <param name="size">The size in bytes; 0 if there is none.</param>
    /// <returns>Whether the type has a size.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetSizeInBytes(out uint size) => TypeSize.Resolve(this, 0, out size) == TypeSizeStatus.Done;

    /// <summary>Gets the alignment in bytes. See <see cref="Alignment"/>.</summary>
    /// <param name="alignment">The alignment in bytes; 0 if there is none.</param>
    /// <returns>Whether the type has an alignment.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetAlignment(out uint alignment)
    {
        alignment = FindAlignment();
        return alignment != 0;
    }

    /// <summary>Returns the alignment for both public forms; 0 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint FindAlignment()
    {
        BtfKind kind = Kind;
        BtfObject owner = Object;
        int pointerSize = owner.PointerSizeOrDefault;
        bool depends = kind is BtfKind.Struct or BtfKind.Union or BtfKind.Array or BtfKind.Typedef || kind.IsModifier();
        uint alignment = depends ? owner.Alignments(pointerSize).Of(_id) : ScalarLayout.AlignmentOf(kind, SizeOrType, (uint)pointerSize);
        if (alignment == 0)
        {
            // A closed object reads as zeros, so it seems to have no alignment.
            owner.ThrowIfClosedMeanwhile();
        }

        return alignment;
    }
}
