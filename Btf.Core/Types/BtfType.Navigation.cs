using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>
    /// The type that this one refers to: a pointer's pointee, a typedef's or qualifier's type, a function's prototype, the type of a variable, what
    /// a tag is on. Void where the id is 0.
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
    /// This type, its target, the target's target and so on, to the first type that refers to nothing. A chain of more than
    /// 1024 references is a loop: enumerating it ends with <see cref="BtfFormatException"/>.
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

    /// <summary>The type past all typedefs, qualifiers and type tags; this type where there are none.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType Underlying => SkipOrThrow(throughTypedefs: true);

    /// <summary>The type past qualifiers and type tags: a typedef stays. This type where there are none.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType Unqualified => SkipOrThrow(throughTypedefs: false);

    /// <summary>The type that this one refers to. See <see cref="Target"/>.</summary>
    /// <param name="target">The target.</param>
    /// <returns>Whether the kind refers to another type and its id exists.</returns>
    public bool TryGetTarget(out BtfType target)
    {
        // The caller may pass this very variable: it is written last.
        bool found = false;
        BtfType result = default;
        if (Kind.HasTarget())
        {
            found = Used.TryGetType(SizeOrType, out result);
        }

        target = result;
        return found;
    }

    /// <summary>The type past all typedefs, qualifiers and type tags. See <see cref="Underlying"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether every id on the way exists and the chain is no loop.</returns>
    public bool TryGetUnderlying(out BtfType type) => TrySkip(throughTypedefs: true, out type, out _);

    /// <summary>The same, and takes the number of types on the way from what is left of some work.</summary>
    internal bool TryGetUnderlying(out BtfType type, ref long work)
    {
        bool found = TrySkip(throughTypedefs: true, out type, out int hops);
        work -= hops;
        return found;
    }

    /// <summary>The type past qualifiers and type tags. See <see cref="Unqualified"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether every id on the way exists and the chain is no loop.</returns>
    public bool TryGetUnqualified(out BtfType type) => TrySkip(throughTypedefs: false, out type, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSkipped(BtfKind kind, bool throughTypedefs) =>
        kind.IsModifier() || (throughTypedefs && kind == BtfKind.Typedef);

    /// <summary>The one core: on failure <paramref name="type"/> is the type at which it stopped.</summary>
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
            // Either its target does not exist, which this throws, or there are too many.
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
        // The kind may have been read from an object that was closed meanwhile.
        type._object.ThrowIfDisposed();
        throw new InvalidOperationException($"Type [{type._id}] is {KindText(type.Kind)}, which refers to no other type.");
    }
}
