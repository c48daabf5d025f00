using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Computes sizes of types by the rules of libbpf's <c>btf__resolve_size</c>, for all public forms.</summary>
internal static class TypeSize
{
    private const BtfKinds Followed =
        BtfKinds.Typedef | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.Var | BtfKinds.DeclTag | BtfKinds.TypeTag;

    /// <summary>Computes a type's size in bytes.</summary>
    /// <param name="type">The type.</param>
    /// <param name="pointerSize">A pointer's size in bytes; 0 to take it from the type's own object.</param>
    /// <param name="size">The size; 0 if the type has none. <see cref="EndOf"/> then finds the type that lacks it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeSizeStatus Resolve(BtfType type, uint pointerSize, out uint size)
    {
        uint own = ScalarLayout.HasOwnSize(type.Kind) ? type.SizeOrType : 0;
        if (own != 0)
        {
            size = own;
            return TypeSizeStatus.Done;
        }

        (BtfObject part, uint id, uint offset) = type;
        ulong result = Walk(part, id, offset, pointerSize);
        size = (uint)result;
        return (TypeSizeStatus)(result >> 32);
    }

    /// <summary>Returns the type at which the walk for a size ends, with or without a size.</summary>
    public static BtfType EndOf(BtfType type)
    {
        BtfType end = type;
        ulong count = 1;
        for (int depth = 1; depth < BtfType.MaxSizeDepth && TryGetNext(end, ref count, out uint next) && end.Object.TryGetType(next, out BtfType target); depth++)
        {
            end = target;
        }

        return end;
    }

    /// <summary>Walks to the type that has the size.</summary>
    /// <returns>The size in the lower half, the status in the upper one.</returns>
    // The fields of the type come one by one, the result leaves in one register, and where the walk ends is not returned: so each step stays in registers.
    private static ulong Walk(BtfObject part, uint id, uint offset, uint pointerSize)
    {
        ulong count = 1;
        BtfType current = new(part, id, offset);
        for (int depth = 1; ; depth++)
        {
            BtfKind kind = current.Kind;
            if (kind is BtfKind.Func or BtfKind.FuncProto)
            {
                // Most types of a kernel that have no size: one test instead of four.
                return Without(part, TypeSizeStatus.NoSize);
            }

            if (ScalarLayout.HasOwnSize(kind))
            {
                return Finish(part, count * current.SizeOrType);
            }

            if (kind == BtfKind.Ptr)
            {
                return Finish(part, count * (pointerSize != 0 ? pointerSize : (uint)part.Owner.PointerSizeOrDefault));
            }

            if (!TryGetNext(current, ref count, out uint next))
            {
                return Without(part, count > uint.MaxValue ? TypeSizeStatus.TooLarge : TypeSizeStatus.NoSize);
            }

            if (depth == BtfType.MaxSizeDepth)
            {
                return Without(part, TypeSizeStatus.TooDeep);
            }

            if (!current.Object.TryGetType(next, out BtfType target))
            {
                return Without(part, TypeSizeStatus.NoSuchType);
            }

            current = target;
        }
    }

    /// <summary>Finds the type whose size counts for another one's.</summary>
    /// <param name="type">The other type.</param>
    /// <param name="count">The number of elements, multiplied by those of an array.</param>
    /// <param name="next">The id.</param>
    /// <returns>False if no other type's size counts, or if there are more than 2^32 - 1 elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryGetNext(BtfType type, ref ulong count, out uint next)
    {
        BtfKind kind = type.Kind;
        if (Followed.Includes(kind))
        {
            next = type.SizeOrType;
            return true;
        }

        if (kind == BtfKind.Array)
        {
            // Both factors have 32 bits, so the product fits into 64.
            BtfArray array = type.AsArray();
            count *= array.Count;
            next = array.ElementTypeId;
            return count <= uint.MaxValue;
        }

        next = 0;
        return false;
    }

    /// <summary>Throws the error of a status other than <see cref="TypeSizeStatus.Done"/>.</summary>
    [DoesNotReturn]
    public static void Throw(BtfType type, TypeSizeStatus status)
    {
        BtfType stop = EndOf(type);
        switch (status)
        {
            case TypeSizeStatus.NoSize:
                string where = stop == type ? "" : $" Type [{type.Id}] leads to it.";
                throw new InvalidOperationException($"Type [{stop.Id}] is {BtfType.KindText(stop.Kind)}, which has no size.{where}");
            case TypeSizeStatus.NoSuchType:
                // Resolving the id that was not found throws.
                _ = stop.Kind == BtfKind.Array ? stop.AsArray().ElementType : stop.Target;
                break;
            case TypeSizeStatus.TooLarge:
                new BtfError(BtfErrorCode.SizeOutOfRange, type.ByteOffset, type.Id).Throw();
                break;
        }

        new BtfError(BtfErrorCode.ReferenceLoop, type.ByteOffset, type.Id, bound: BtfType.MaxSizeDepth - 1).Throw();
    }

    /// <summary>Returns the error of a status other than <see cref="TypeSizeStatus.Done"/>.</summary>
    public static BtfError ErrorOf(BtfType type, TypeSizeStatus status)
    {
        BtfType stop = EndOf(type);
        return status switch
        {
            TypeSizeStatus.NoSize =>
                new BtfError(BtfErrorCode.UnexpectedKind, type.ByteOffset, type.Id, stop.Id, text: $"{BtfType.KindText(stop.Kind)}, which has no size"),
            TypeSizeStatus.NoSuchType => new BtfError(
                BtfErrorCode.TypeIdOutOfRange, stop.ByteOffset, stop.Id, stop.Kind == BtfKind.Array ? stop.AsArray().ElementTypeId : stop.SizeOrType, stop.Object.NextTypeId - 1),
            TypeSizeStatus.TooLarge => new BtfError(BtfErrorCode.SizeOutOfRange, type.ByteOffset, type.Id),
            _ => new BtfError(BtfErrorCode.ReferenceLoop, type.ByteOffset, type.Id, bound: BtfType.MaxSizeDepth - 1),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(BtfObject part, ulong bytes) => bytes == 0 ? Without(part, TypeSizeStatus.Done)
        : bytes <= uint.MaxValue ? bytes
        : Without(part, TypeSizeStatus.TooLarge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Without(BtfObject part, TypeSizeStatus status)
    {
        // A closed object reads as zeros.
        part.Owner.ThrowIfClosedMeanwhile();
        return (ulong)status << 32;
    }
}
