using System.Buffers;

namespace Btf.Core;

/// <summary>
/// Finds out whether the kernel would load an object, and if not, which rules the object breaks. It makes the checks of <c>bpf(BPF_BTF_LOAD)</c> in the
/// kernel's order, so its first finding is the kernel's reason.
/// </summary>
/// <remarks>
/// <para>
/// <b>Split objects.</b> The kernel accepts them only from modules, and checks them less. The verifier applies the same rules to them, with ids and strings
/// that continue those of the base. It assumes that the base is correct: verify the base separately.
/// </para>
/// <para>
/// <b>Not checked.</b> A pointer with the tag <c>kptr</c> may name a type of the running kernel. The kernel loads it only if a program can release that type;
/// the verifier does not look into a kernel. It also does not know the program or map that the object is for.
/// </para>
/// <para>
/// <b>Cost.</b> Only the methods that return all findings allocate: a list. All methods rent a work area of 14 bytes per type from the shared pool. The time is
/// linear in the size of any data, and nothing recurses. Any number of threads may verify at the same time.
/// </para>
/// </remarks>
public static class BtfVerifier
{
    private const int SmallestRecord = (int)RecordFormat.HeadSize;

    /// <summary>Finds the first rule of Linux 7.2 that an object breaks.</summary>
    /// <param name="btf">The object. Its base, if any, is not checked.</param>
    /// <returns>The finding; see <see cref="BtfFinding.IsNone"/>.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfFinding finding = BtfVerifier.Verify(kernel);
    /// Console.WriteLine(finding.IsNone ? "The kernel would load it." : finding.Message);
    /// </code>
    /// </example>
    public static BtfFinding Verify(BtfObject btf) => Verify(btf, null);

    /// <summary>Finds the first rule that an object breaks.</summary>
    /// <param name="btf">The object. Its base, if any, is not checked.</param>
    /// <param name="options">The rules to apply; null for the defaults.</param>
    /// <returns>The finding; see <see cref="BtfFinding.IsNone"/>.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static BtfFinding Verify(BtfObject btf, BtfVerifierOptions? options)
    {
        ArgumentNullException.ThrowIfNull(btf);
        BtfObject? baseObject = btf.Base;
        BtfFinding first = Run(btf.Data, baseObject, options, null);

        // If another thread has disposed the object, its data reads as zeros, and the result is wrong.
        btf.ThrowIfClosedMeanwhile();
        GC.KeepAlive(btf);
        return first;
    }

    /// <summary>Finds the first rule that data breaks, also if the data is too damaged to be opened.</summary>
    /// <param name="data">BTF data, from its header.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="options">The rules to apply; null for the defaults.</param>
    /// <returns>The finding; see <see cref="BtfFinding.IsNone"/>.</returns>
    /// <exception cref="ObjectDisposedException">The base or one of its bases is disposed.</exception>
    public static BtfFinding Verify(ReadOnlySpan<byte> data, BtfObject? baseObject = null, BtfVerifierOptions? options = null) =>
        Run(data, baseObject, options, null);

    /// <summary>Finds every rule of Linux 7.2 that an object breaks. See <see cref="VerifyAll(BtfObject, BtfVerifierOptions)"/>.</summary>
    /// <param name="btf">The object. Its base, if any, is not checked.</param>
    /// <returns>The findings, the kernel's first.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static IReadOnlyList<BtfFinding> VerifyAll(BtfObject btf) => VerifyAll(btf, null);

    /// <summary>Finds every rule that an object breaks.</summary>
    /// <param name="btf">The object. Its base, if any, is not checked.</param>
    /// <param name="options">The rules to apply; null for the defaults.</param>
    /// <returns>
    /// The findings, the kernel's first. An element or the head of a record has at most one finding; a mere consequence of another finding has none. Nothing is
    /// checked after a header or record without a known end.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static IReadOnlyList<BtfFinding> VerifyAll(BtfObject btf, BtfVerifierOptions? options)
    {
        var all = new List<BtfFinding>();
        VerifyEach(btf, options, finding => Add(all, finding));
        return all;
    }

    /// <summary>
    /// Finds every rule that an object breaks, and passes on each finding at once, because crafted data may break more rules than fit into memory. See
    /// <see cref="VerifyAll(BtfObject, BtfVerifierOptions)"/>.
    /// </summary>
    /// <param name="btf">The object. Its base, if any, is not checked.</param>
    /// <param name="options">The rules to apply; null for the defaults.</param>
    /// <param name="take">Receives each finding, the kernel's first, and returns whether to continue.</param>
    /// <exception cref="ObjectDisposedException">
    /// The object or one of its bases is disposed. If that happens during the call, some of the findings may be wrong.
    /// </exception>
    public static void VerifyEach(BtfObject btf, BtfVerifierOptions? options, Func<BtfFinding, bool> take)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(take);
        Run(btf.Data, btf.Base, options, take);
        btf.ThrowIfClosedMeanwhile();
        GC.KeepAlive(btf);
    }

    /// <summary>
    /// Finds every rule that data breaks, also if the data is too damaged to be opened. See <see cref="VerifyAll(BtfObject, BtfVerifierOptions)"/>.
    /// </summary>
    /// <param name="data">BTF data, from its header.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="options">The rules to apply; null for the defaults.</param>
    /// <returns>The findings, the kernel's first.</returns>
    /// <exception cref="ObjectDisposedException">The base or one of its bases is disposed.</exception>
    public static IReadOnlyList<BtfFinding> VerifyAll(ReadOnlySpan<byte> data, BtfObject? baseObject = null, BtfVerifierOptions? options = null)
    {
        var all = new List<BtfFinding>();
        Run(data, baseObject, options, finding => Add(all, finding));
        return all;
    }

    private static bool Add(List<BtfFinding> all, BtfFinding finding)
    {
        all.Add(finding);
        return true;
    }

    private static BtfFinding Run(ReadOnlySpan<byte> data, BtfObject? baseObject, BtfVerifierOptions? options, Func<BtfFinding, bool>? take)
    {
        options ??= BtfVerifierOptions.Default;
        baseObject?.ThrowIfDisposed();
        var sink = new FindingSink(take);
        if (!HeaderRules.Check(data, options, baseObject is not null, ref sink, out VerifierSections sections))
        {
            return sink.First;
        }

        var context = new VerifierContext(data, sections, baseObject, options, sink);
        int capacity = sections.TypeLength / SmallestRecord + 1;
        uint[] offsets = ArrayPool<uint>.Shared.Rent(capacity);
        byte[] kinds = ArrayPool<byte>.Shared.Rent(capacity);
        try
        {
            context.Offsets = offsets;
            context.Kinds = kinds;
            if (RecordRules.CheckAll(ref context))
            {
                CheckReferences(ref context);
            }

            baseObject?.ThrowIfClosedMeanwhile();
            return context.Sink.First;
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(offsets);
            ArrayPool<byte>.Shared.Return(kinds);
        }
    }

    private static void CheckReferences(scoped ref VerifierContext context)
    {
        int count = context.Kinds.Length;
        ResolveState[] states = ArrayPool<ResolveState>.Shared.Rent(count);
        uint[] targets = ArrayPool<uint>.Shared.Rent(count);
        uint[] sizes = ArrayPool<uint>.Shared.Rent(count);
        try
        {
            states.AsSpan(0, count).Clear();
            targets.AsSpan(0, count).Clear();
            sizes.AsSpan(0, count).Clear();
            var types = new ResolvedTypes(states.AsSpan(0, count), targets.AsSpan(0, count), sizes.AsSpan(0, count));
            var resolver = new TypeResolver(types);
            if (resolver.CheckAll(ref context) && ChainRules.CheckAll(ref context) && context.Sink.First.IsNone)
            {
                SpecialFieldRules.CheckAll(ref context);
            }
        }
        finally
        {
            ArrayPool<ResolveState>.Shared.Return(states);
            ArrayPool<uint>.Shared.Return(targets);
            ArrayPool<uint>.Shared.Return(sizes);
        }
    }
}
