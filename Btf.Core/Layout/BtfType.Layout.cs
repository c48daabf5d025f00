using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>How many types in a row a size is looked for in: arrays of arrays, typedefs, qualifiers and the type at their end.</summary>
    /// <remarks>libbpf's bound. An alignment is looked for without one.</remarks>
    internal const int MaxSizeDepth = 32;

    /// <summary>
    /// The size in bytes, as C's <c>sizeof</c> has it: past typedefs, qualifiers and tags, of a variable its type's, of an array all its elements'
    /// (0 for a flexible one), of a data section what its record says.
    /// </summary>
    /// <remarks>
    /// The rules are those of libbpf's <c>btf__resolve_size</c>. A pointer has the <see cref="BtfObject.PointerSize"/> of <see cref="Object"/>, and 8
    /// bytes where that is not known: so a pointer in an array of a split object has the split's, and a type that the split inherits has the base's.
    /// A structure's size is what its record says; that its members fit in is not checked.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The type has no size, or leads to one that has none: void, a function, a prototype, a forward
    /// declaration, or a kind that this version does not know.</exception>
    /// <exception cref="BtfFormatException">An id on the way does not exist, more than 32 types follow one another, or the
    /// size is more than 2^32 - 1.</exception>
    public uint SizeInBytes
    {
        get
        {
            TypeSizeStatus status = TypeSize.Resolve(this, 0, out uint size, out BtfType stop);
            if (status != TypeSizeStatus.Done)
            {
                TypeSize.Throw(this, stop, status);
            }

            return size;
        }
    }

    /// <summary>
    /// The alignment in bytes: of an integer, enumeration or floating-point number its size but no more than a pointer's, of an array that of its
    /// elements, of a structure or union that of its most aligned member, and 1 where it is packed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The rules are those of libbpf's <c>btf__align_of</c>. The data does not tell what is packed, nor what an attribute aligned to more: a structure
    /// is taken for packed where a member that is no bit-field lies at no multiple of its alignment, or where its size is no multiple of its own.
    /// Variables and data sections have none. See <see cref="SizeInBytes"/> about pointers.
    /// </para>
    /// <para>
    /// The first answer that depends on other types reckons those of the whole object, in time linear in its size, and keeps 1 byte a type; all later
    /// ones only look it up.
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

    /// <summary>The size in bytes. See <see cref="SizeInBytes"/>.</summary>
    /// <param name="size">The size in bytes; 0 where there is none.</param>
    /// <returns>Whether the type has one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetSizeInBytes(out uint size) => TypeSize.Resolve(this, 0, out size, out _) == TypeSizeStatus.Done;

    /// <summary>The alignment in bytes. See <see cref="Alignment"/>.</summary>
    /// <param name="alignment">The alignment in bytes; 0 where there is none.</param>
    /// <returns>Whether the type has one.</returns>
    public bool TryGetAlignment(out uint alignment)
    {
        alignment = FindAlignment();
        return alignment != 0;
    }

    /// <summary>The one core: 0 where there is none.</summary>
    private uint FindAlignment()
    {
        BtfKind kind = Kind;
        BtfObject owner = Object;
        int pointerSize = owner.PointerSizeOrDefault;
        bool depends = kind is BtfKind.Struct or BtfKind.Union or BtfKind.Array or BtfKind.Typedef || kind.IsModifier();
        uint alignment = depends ? owner.Alignments(pointerSize).Of(_id) : ScalarLayout.AlignmentOf(kind, SizeOrType, (uint)pointerSize);
        if (alignment == 0)
        {
            // A closed object reads as zeros, which have no alignment.
            owner.ThrowIfClosedMeanwhile();
        }

        return alignment;
    }
}
