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
    /// <param name="size">The size; 0 if there is none.</param>
    /// <param name="stop">The type at which the walk ended, with or without a size.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeSizeStatus Resolve(BtfType type, uint pointerSize, out uint size, out BtfType stop)
    {
        stop = type;
        if (ScalarLayout.HasOwnSize(type.Kind) && (size = type.SizeOrType) != 0)
        {
            return TypeSizeStatus.Done;
        }

        TypeSizeStatus status = Walk(type, pointerSize, out size, out stop);
        if (size == 0)
        {
            // A closed object reads as zeros.
            type.Object.ThrowIfClosedMeanwhile();
        }

        return status;
    }

    private static TypeSizeStatus Walk(BtfType type, uint pointerSize, out uint size, out BtfType stop)
    {
        size = 0;
        stop = type;
        ulong count = 1;
        for (int depth = 1; ; depth++)
        {
            BtfKind kind = stop.Kind;
            uint next;
            if (ScalarLayout.HasOwnSize(kind))
            {
                return Finish(count * stop.SizeOrType, out size);
            }
            else if (kind == BtfKind.Ptr)
            {
                return Finish(count * (pointerSize != 0 ? pointerSize : (uint)type.Object.PointerSizeOrDefault), out size);
            }
            else if (Followed.Includes(kind))
            {
                next = stop.SizeOrType;
            }
            else if (kind == BtfKind.Array)
            {
                // Both factors have 32 bits, so the product fits into 64.
                BtfArray array = stop.AsArray();
                count *= array.Count;
                next = array.ElementTypeId;
                if (count > uint.MaxValue)
                {
                    return TypeSizeStatus.TooLarge;
                }
            }
            else
            {
                return TypeSizeStatus.NoSize;
            }

            if (depth == BtfType.MaxSizeDepth)
            {
                return TypeSizeStatus.TooDeep;
            }

            if (!stop.Object.TryGetType(next, out BtfType target))
            {
                return TypeSizeStatus.NoSuchType;
            }

            stop = target;
        }
    }

    /// <summary>Throws the error of a status other than <see cref="TypeSizeStatus.Done"/>.</summary>
    [DoesNotReturn]
    public static void Throw(BtfType type, BtfType stop, TypeSizeStatus status)
    {
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
    public static BtfError ErrorOf(BtfType type, BtfType stop, TypeSizeStatus status) => status switch
    {
        TypeSizeStatus.NoSize =>
            new BtfError(BtfErrorCode.UnexpectedKind, type.ByteOffset, type.Id, stop.Id, text: $"{BtfType.KindText(stop.Kind)}, which has no size"),
        TypeSizeStatus.NoSuchType => new BtfError(
            BtfErrorCode.TypeIdOutOfRange, stop.ByteOffset, stop.Id, stop.Kind == BtfKind.Array ? stop.AsArray().ElementTypeId : stop.SizeOrType, stop.Object.NextTypeId - 1),
        TypeSizeStatus.TooLarge => new BtfError(BtfErrorCode.SizeOutOfRange, type.ByteOffset, type.Id),
        _ => new BtfError(BtfErrorCode.ReferenceLoop, type.ByteOffset, type.Id, bound: BtfType.MaxSizeDepth - 1),
    };

    private static TypeSizeStatus Finish(ulong bytes, out uint size)
    {
        bool fits = bytes <= uint.MaxValue;
        size = fits ? (uint)bytes : 0;
        return fits ? TypeSizeStatus.Done : TypeSizeStatus.TooLarge;
    }
}
