using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Finds the sizes and alignments that decide where C places members.</summary>
internal sealed class CPlacement(CDumpContext context)
{
    private const int MostLevels = 64;
    private readonly Dictionary<uint, bool> _wide = [];
    private AlignmentIndex? _alignments;

    /// <summary>Drops the references to the object.</summary>
    public void Forget()
    {
        _alignments = null;
        _wide.Clear();
    }

    // The size in bytes of the numbers whose alignment depends on the machine.
    private uint WideSize => context.PointerSize * 2;

    /// <summary>
    /// Returns whether a structure or union needs an attribute for the alignment of a pointer, because it has numbers of twice that size at other offsets than
    /// multiples of their size.
    /// </summary>
    /// <remarks>
    /// In structures, 32-bit x86 aligns 8-byte numbers at 4 bytes and Arm at 8, and s390x aligns 16-byte numbers at 8 bytes and x86 at 16. Some structures are
    /// packed. The data tells neither.
    /// </remarks>
    public bool IsLoose(BtfType type) => AlignmentOf(type.Id) == context.PointerSize && IsLoose(type, 0, out _);

    private bool IsLoose(BtfType type, int level, out bool hasWide)
    {
        hasWide = false;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            context.Step();
            if (!IsWide(member.TypeId, level))
            {
                continue;
            }

            hasWide = true;
            if (context.BitsOf(member) == 0 && context.BitOffsetOf(member) % (WideSize * 8) != 0)
            {
                return true;
            }
        }

        return hasWide && type.SizeOrType % WideSize != 0;
    }

    /// <summary>Returns whether a type is aligned at twice the size of a pointer on some machines.</summary>
    private bool IsWide(uint id, int level)
    {
        BtfType type = context.Resolve(id, id);
        for (int hops = 0; (type.Kind is BtfKind.Array or BtfKind.Typedef || type.Kind.IsModifier()) && hops < BtfType.MaxChainLength; hops++)
        {
            type = context.Resolve(type.Kind == BtfKind.Array ? type.AsArray().ElementTypeId : type.SizeOrType, type.Id);
        }

        if (type.Kind is not (BtfKind.Struct or BtfKind.Union))
        {
            return type.Kind is BtfKind.Int or BtfKind.Float or BtfKind.Enum or BtfKind.Enum64 && type.SizeOrType == WideSize;
        }

        if (level == MostLevels || AlignmentOf(type.Id) != context.PointerSize)
        {
            return false;
        }

        if (!_wide.TryGetValue(type.Id, out bool wide))
        {
            wide = !IsLoose(type, level + 1, out bool hasWide) && hasWide;
            _wide[type.Id] = wide;
        }

        return wide;
    }

    /// <summary>Returns whether the members or the size of a structure show that it is packed. See <see cref="BtfType.Alignment"/>.</summary>
    public bool IsPacked(BtfType type)
    {
        // A structure with an alignment has its members at multiples of their alignments.
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

    /// <summary>Returns a type's alignment in bytes; 0 if it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint AlignmentOf(uint id) => (_alignments ??= context.Btf.Alignments((int)context.PointerSize)).Of(id);

    /// <summary>Returns a type's size in bits; 0 if it has none. The size wraps, as in libbpf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SizeInBits(BtfType type) =>
        TypeSize.Resolve(type, context.PointerSize, out uint size) == TypeSizeStatus.Done ? unchecked((int)size * 8) : 0;
}
