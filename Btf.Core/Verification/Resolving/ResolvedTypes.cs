using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The results of resolving types: the type after modifiers, and the size of an array.</summary>
/// <remarks>
/// Types of the base count as correct. Bounded walks find their results when they are needed.
/// </remarks>
internal ref struct ResolvedTypes(Span<ResolveState> states, Span<uint> targets, Span<uint> sizes)
{
    /// <summary>The size of a pointer in bytes in a kernel whose BTF is for 64-bit programs.</summary>
    private const uint PointerSize = 8;

    private const BtfKinds AnySize = TypeKinds.Sized | BtfKinds.Ptr | BtfKinds.Array;

    private readonly Span<ResolveState> _states = states;
    private readonly Span<uint> _targets = targets;
    private readonly Span<uint> _sizes = sizes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ResolveState StateOf(in VerifierContext context, uint typeId)
    {
        uint index = typeId - context.FirstTypeId;
        return index < (uint)_states.Length ? _states[(int)index]
            : typeId < context.FirstTypeId && context.Below is not null ? ResolveState.Done
            : ResolveState.Unvisited;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsDone(in VerifierContext context, uint typeId) => StateOf(context, typeId) >= ResolveState.Done;

    public readonly void SetState(in VerifierContext context, uint typeId, ResolveState state) => _states[(int)(typeId - context.FirstTypeId)] = state;

    public readonly void SetDone(in VerifierContext context, uint typeId, uint target, uint size)
    {
        int index = (int)(typeId - context.FirstTypeId);
        _states[index] = ResolveState.Done;
        _targets[index] = target;
        _sizes[index] = size;
    }

    /// <summary>Returns the type that a resolved type stands for; void for a type that stands for itself.</summary>
    public readonly uint TargetOf(in VerifierContext context, uint typeId)
    {
        uint index = typeId - context.FirstTypeId;
        return index < (uint)_targets.Length ? _targets[(int)index] : TargetBelow(context, typeId);
    }

    /// <summary>Returns whether a type, which must exist, has a size, and the size.</summary>
    /// <param name="context">The types.</param>
    /// <param name="typeId">The type; receives the type that it stands for.</param>
    /// <param name="size">The size in bytes; 0 for an array that is not resolved yet.</param>
    public readonly bool TryGetSize(in VerifierContext context, ref uint typeId, out uint size)
    {
        uint id = typeId;
        if (!TryGetOwnSize(context, id, out size))
        {
            context.TryGetKind(id, out BtfKind kind);
            if (!(TypeKinds.Modifiers | BtfKinds.Var).Includes(kind))
            {
                return false;
            }

            id = TargetOf(context, id);
            if (!TryGetOwnSize(context, id, out size))
            {
                return false;
            }
        }

        typeId = id;
        return true;
    }

    /// <summary>Returns whether a type, which must exist, has a size. Like <see cref="TryGetSize"/>, without the size itself.</summary>
    /// <param name="context">The types.</param>
    /// <param name="typeId">The type; receives the type that it stands for.</param>
    /// <param name="kind">The type's kind.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool HasSize(in VerifierContext context, ref uint typeId, BtfKind kind)
    {
        if (AnySize.Includes(kind))
        {
            return true;
        }

        if (!(TypeKinds.Modifiers | BtfKinds.Var).Includes(kind))
        {
            return false;
        }

        uint target = TargetOf(context, typeId);
        bool has = context.TryGetKind(target, out kind) && AnySize.Includes(kind);
        typeId = has ? target : typeId;
        return has;
    }

    /// <summary>
    /// Returns whether all parameters of one of the data's own prototypes have names. Checks each prototype once, however many functions have it.
    /// </summary>
    public readonly bool HasNamesOnly(in VerifierContext context, uint prototype)
    {
        // A prototype has no size, so its slot holds this result.
        const uint named = 1;
        const uint unnamed = 2;
        ref uint known = ref _sizes[(int)(prototype - context.FirstTypeId)];
        if (known == 0)
        {
            known = named;
            uint at = context.Offsets[(int)(prototype - context.FirstTypeId)] + RecordFormat.HeadSize;
            for (int i = context.ElementCount(prototype, ElementRules.ParameterSize); i > 0; i--, at += ElementRules.ParameterSize)
            {
                if (context.Word(at) == 0 && context.Word(at + 4) != 0)
                {
                    known = unnamed;
                    break;
                }
            }
        }

        return known == named;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryGetOwnSize(in VerifierContext context, uint typeId, out uint size)
    {
        if (context.TryGetKind(typeId, out BtfKind kind))
        {
            if (TypeKinds.Sized.Includes(kind))
            {
                size = context.SizeOrTypeOf(typeId);
                return true;
            }

            if (kind == BtfKind.Ptr)
            {
                size = PointerSize;
                return true;
            }

            if (kind == BtfKind.Array)
            {
                uint index = typeId - context.FirstTypeId;
                size = index < (uint)_sizes.Length ? _sizes[(int)index] : ArraySizeBelow(context, typeId);
                return true;
            }
        }

        size = 0;
        return false;
    }

    private static uint TargetBelow(in VerifierContext context, uint typeId)
    {
        const BtfKinds followed = TypeKinds.Modifiers | BtfKinds.Var | BtfKinds.Func;
        for (int hops = 0; hops < BtfType.MaxChainLength && context.TryGetKind(typeId, out BtfKind kind) && followed.Includes(kind); hops++)
        {
            typeId = context.SizeOrTypeOf(typeId);
        }

        return typeId;
    }

    private static uint ArraySizeBelow(in VerifierContext context, uint typeId)
    {
        TypeSize.Resolve(context.Below![typeId], PointerSize, out uint size);
        return size;
    }
}
