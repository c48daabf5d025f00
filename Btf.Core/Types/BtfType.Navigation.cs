using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>
    /// The type that this one refers to: a pointer's pointee, the type behind a typedef or qualifier, a function's prototype, a variable's type, or the tagged
    /// type or declaration. Void if the id is 0.
    /// </summary>
    /// <exception cref="InvalidOperationException">The kind refers to nothing (see <see cref="BtfKindExtensions.HasTarget"/>).</exception>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Target
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!Kind.HasTarget())
            {
                ThrowNoTarget(this);
            }

            return Resolve(SizeOrType, RecordFormat.SizeOrTypeField);
        }
    }

    /// <summary>
    /// This type, its target, the target's target and so on, to the first type that refers to nothing. A chain of more than 1024 references counts as a loop:
    /// enumerating it ends with <see cref="BtfFormatException"/>.
    /// </summary>
    /// <example>
    /// <code>
    /// // typedef pid_t, typedef __kernel_pid_t, int
    /// foreach (BtfType step in kernel.FindType("pid_t").Chain)
    /// {
    ///     Console.WriteLine(step);
    /// }
    /// </code>
    /// </example>
    public BtfTypeChain Chain => new(this);

    /// <summary>The first type after all typedefs, qualifiers and type tags; this type itself if it is none of these.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType Underlying => SkipOrThrow(throughTypedefs: true);

    /// <summary>The first type after qualifiers and type tags, which may be a typedef; this type itself if it is none of these.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType Unqualified => SkipOrThrow(throughTypedefs: false);

    /// <summary>Finds the type that this one refers to. See <see cref="Target"/>.</summary>
    /// <param name="target">The target.</param>
    /// <returns>Whether this kind refers to another type, and its id exists.</returns>
    public bool TryGetTarget(out BtfType target)
    {
        // The caller may pass this very variable, so it is written last.
        bool found = false;
        BtfType result = default;
        if (Kind.HasTarget())
        {
            found = Used.TryGetType(SizeOrType, out result);
        }

        target = result;
        return found;
    }

    /// <summary>Finds the first type after all typedefs, qualifiers and type tags. See <see cref="Underlying"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether every id on the way exists and the chain is no loop.</returns>
    public bool TryGetUnderlying(out BtfType type) => TrySkip(throughTypedefs: true, out type, out _);

    /// <summary>Does the same, and subtracts the number of types on the way from a budget of work.</summary>
    internal bool TryGetUnderlying(out BtfType type, ref long work)
    {
        bool found = TrySkip(throughTypedefs: true, out type, out int hops);
        work -= hops;
        return found;
    }

    /// <summary>Finds the first type after qualifiers and type tags. See <see cref="Unqualified"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether every id on the way exists and the chain is no loop.</returns>
    public bool TryGetUnqualified(out BtfType type) => TrySkip(throughTypedefs: false, out type, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSkipped(BtfKind kind, bool throughTypedefs) =>
        kind.IsModifier() || (throughTypedefs && kind == BtfKind.Typedef);

    /// <summary>Skips modifiers for all these members. On failure, <paramref name="type"/> is the type at which it stopped.</summary>
    private bool TrySkip(bool throughTypedefs, out BtfType type, out int hops)
    {
        type = this;
        for (hops = 0; IsSkipped(type.Kind, throughTypedefs); hops++)
        {
            if (hops == MaxChainLength || !type._object.TryGetType(type.SizeOrType, out BtfType next))
            {
                return false;
            }

            type = next;
        }

        return true;
    }

    private BtfType SkipOrThrow(bool throughTypedefs)
    {
        if (!TrySkip(throughTypedefs, out BtfType type, out _))
        {
            // Target throws if the next type does not exist; else the chain is too long.
            _ = type.Target;
            ThrowLoop(type);
        }

        return type;
    }

    [DoesNotReturn]
    internal static void ThrowLoop(BtfType type) =>
        new BtfError(BtfErrorCode.ReferenceLoop, type.ByteOffsetOf(RecordFormat.SizeOrTypeField), type._id, bound: MaxChainLength).Throw();

    [DoesNotReturn]
    private static void ThrowNoTarget(BtfType type)
    {
        // Another thread may have closed the object before the kind was read.
        type._object.ThrowIfDisposed();
        throw new InvalidOperationException($"Type [{type._id}] is {KindText(type.Kind)}, which refers to no other type.");
    }
}
