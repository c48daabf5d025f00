using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Resolves the CO-RE relocations of BPF programs against the types of a kernel.</summary>
/// <remarks>
/// <para>
/// The rules are those of libbpf 1.8 unless <see cref="Rules"/> says otherwise; see <c>Documentation/bpf/llvm_reloc.rst</c> about the records. Shifts of
/// bit-fields follow the byte order of the program; libbpf uses the byte order of the machine that it runs on.
/// </para>
/// <para>
/// The order of the records matters: under libbpf's rules, a later record of a local type is compared only with the types that an earlier record of it
/// matched. The resolver keeps these lists until it gets a record of another program, or until <see cref="Reset"/>.
/// </para>
/// <para>
/// After the first records nothing allocates. Only one thread may use a resolver at a time. The caller owns the objects; after they are disposed, calls
/// throw <see cref="ObjectDisposedException"/>.
/// </para>
/// </remarks>
public sealed class CoreResolver
{
    private readonly CandidateTable _table = new();
    private readonly BtfObject _target;
    private readonly BtfCollection? _modules;
    private CoreEngine _engine;
    private CandidateSearch _search;
    private int[] _matched = new int[16];
    private BtfExtension? _program;

    /// <summary>Makes a resolver for one object: a kernel without its modules, or any other.</summary>
    /// <param name="target">The types to relocate programs for. The bases of a split object count as well.</param>
    public CoreResolver(BtfObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        (_engine, _search) = MakeEngine();
    }

    /// <summary>Makes a resolver for a kernel and its modules. Modules are searched only for types that the kernel itself does not have.</summary>
    /// <param name="kernel">The kernel and its modules. A module is opened when it is first searched; modules that cannot be opened are skipped.</param>
    public CoreResolver(BtfCollection kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        _target = kernel.Base;
        _modules = kernel;
        (_engine, _search) = MakeEngine();
    }

    /// <summary>Returns or sets the rules to follow. The default is libbpf's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="CoreRules"/>.</exception>
    public CoreRules Rules
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, (uint)CoreRules.Cilium, nameof(value));
            field = value;
            (_engine, _search) = MakeEngine();
        }
    }

    /// <summary>The target's types, without modules.</summary>
    internal BtfObject Target => _target;

    /// <summary>Receives each comparison of a record; null unless somebody wants to explain them.</summary>
    internal ICoreObserver? Observer { get; set; }

    /// <summary>Forgets the current program and its candidates.</summary>
    public void Reset()
    {
        _program = null;
        _table.Clear();
        _engine.Budget.Reset();
    }

    /// <summary>Resolves one record.</summary>
    /// <param name="relocation">The record. A record of another program makes the resolver forget the previous program.</param>
    /// <returns>The result. <see cref="CoreResolution.Error"/> says why the record cannot be resolved.</returns>
    /// <exception cref="ObjectDisposedException">The program or the target is disposed.</exception>
    public CoreResolution Resolve(BtfCoreRelocation relocation)
    {
        if (_program != relocation.Owner)
        {
            Reset();
            _program = relocation.Owner;
        }

        _engine.Budget.AddRecord();
        BtfObject btf = relocation.Owner.Btf;
        if (!btf.TryGetType(relocation.TypeId, out BtfType root))
        {
            return new CoreResolution(relocation, new CoreError(CoreErrorCode.NoSuchType, relocation.TypeId, btf.NextTypeId - 1));
        }

        CandidateRange range = default;
        if (relocation.Kind != BtfCoreRelocationKind.LocalTypeId && !TryFindCandidates(root, out range))
        {
            return new CoreResolution(relocation, new CoreError(CoreErrorCode.AnonymousType, root.Id));
        }

        CoreError error = _engine.Begin(relocation, root);
        Observer?.Begin(relocation, _engine.Local, error, _table[range]);
        if (!error.IsNone)
        {
            return new CoreResolution(relocation, error);
        }

        return relocation.Kind == BtfCoreRelocationKind.LocalTypeId ? ResolveLocalId(relocation, root)
            : Rules == CoreRules.Cilium ? ResolveBest(relocation, root, range)
            : ResolveAgreed(relocation, root, range);
    }

    /// <summary>Resolves the records of one ELF section in their order, and writes the values into its instructions.</summary>
    /// <param name="program">The program.</param>
    /// <param name="sectionName">The section's name, in UTF-8.</param>
    /// <param name="instructions">The section's bytes, in the program's byte order.</param>
    /// <param name="error">The first error. The records after it are still applied.</param>
    /// <returns>How many instructions were written, including poisoned ones.</returns>
    /// <remarks>Records of other sections are resolved but not written: their matches decide which candidates later records have.</remarks>
    /// <exception cref="ObjectDisposedException">The program or the target is disposed.</exception>
    public int Apply(BtfExtension program, ReadOnlySpan<byte> sectionName, Span<byte> instructions, out CoreError error)
    {
        ArgumentNullException.ThrowIfNull(program);
        Prepare(program);
        error = default;
        int count = 0;
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            CoreResolution resolution = Resolve(relocation);
            if (!IsNamed(relocation, sectionName))
            {
                continue;
            }

            if (resolution.TryApply(instructions, out _, out CoreError failure))
            {
                count++;
            }
            else if (error.IsNone)
            {
                error = failure;
            }
        }

        return count;
    }

    /// <summary>Begins a program. If the target has no index of names yet, finds the candidates of all records in one walk.</summary>
    internal void Prepare(BtfExtension program)
    {
        Reset();
        _program = program;
        if (_target.HasNameIndex)
        {
            return;
        }

        var scan = new CandidateScan(_engine.Budget);
        var known = new HashSet<uint>();
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            uint id = relocation.TypeId;
            if (relocation.Kind != BtfCoreRelocationKind.LocalTypeId && known.Add(id) && program.Btf.TryGetType(id, out BtfType root)
                && CoreNames.TryRead(root, out ReadOnlySpan<byte> name) && !name.IsEmpty)
            {
                _engine.Budget.AddRecord();
                scan.Add(id, name, CoreKinds.CandidateKinds(root.Kind, Rules));
            }
        }

        scan.Run(_target, _search.HasModules, _table);
    }

    private (CoreEngine Engine, CandidateSearch Search) MakeEngine()
    {
        var engine = new CoreEngine(Rules);
        return (engine, new CandidateSearch(_target, _modules, Rules, engine.Budget, _table));
    }

    private static bool IsNamed(BtfCoreRelocation relocation, ReadOnlySpan<byte> sectionName)
    {
        BtfString name = relocation.SectionName;
        return name.TryGetUtf8(out ReadOnlySpan<byte> utf8) && utf8.SequenceEqual(sectionName);
    }

    private bool TryFindCandidates(BtfType root, out CandidateRange range)
    {
        bool isKnown = _table.TryGet(root.Id, out range);
        if (range.IsComplete)
        {
            return true;
        }

        bool isNamed = CoreNames.TryRead(root, out ReadOnlySpan<byte> name) && !name.IsEmpty;
        if (isNamed)
        {
            range = _search.Find(root, name, isBaseDone: isKnown);
        }

        GC.KeepAlive(root.Object);
        return isNamed;
    }

    private static CoreResolution ResolveLocalId(BtfCoreRelocation relocation, BtfType root)
    {
        var values = new CoreValues { Old = root.Id, New = root.Id };
        return new CoreResolution(relocation, values, root, 0, 0);
    }

    /// <summary>Resolves as libbpf and the kernel do: all matching candidates must agree.</summary>
    private CoreResolution ResolveAgreed(BtfCoreRelocation relocation, BtfType root, CandidateRange range)
    {
        CoreValues result = default;
        BtfType first = default;
        uint bitOffset = 0;
        int matches = 0;
        for (int i = 0; i < range.Count; i++)
        {
            BtfType candidate = _table[range][i];
            CoreMatch match = _engine.Match(candidate);
            Observer?.Compared(candidate, match, _engine.Candidate);
            if (match == CoreMatch.No)
            {
                continue;
            }

            CoreValues values = default;
            CoreError error = match == CoreMatch.Failed ? Failure(candidate) : _engine.Compute(hasTarget: true, out values);
            if (error.IsNone && matches > 0)
            {
                error = CompareResults(result, bitOffset, values, _engine.Candidate.BitOffset);
            }

            if (!error.IsNone)
            {
                return new CoreResolution(relocation, error);
            }

            if (matches == 0)
            {
                result = values;
                first = candidate;
                bitOffset = _engine.Candidate.BitOffset;
            }

            TakeDown(matches++, i);
        }

        if (matches == 0)
        {
            CoreError error = _engine.Budget.IsSpent ? new CoreError(CoreErrorCode.TooMuchWork) : _engine.Compute(hasTarget: false, out result);
            return error.IsNone ? new CoreResolution(relocation, result, default, range.Count, 0) : new CoreResolution(relocation, error);
        }

        if (Rules == CoreRules.Libbpf && matches < range.Count)
        {
            _ = _table.Cut(root.Id, range, _matched.AsSpan(0, matches));
        }

        return new CoreResolution(relocation, result, first, range.Count, matches);
    }

    private CoreError Failure(BtfType candidate) =>
        _engine.Budget.IsSpent ? new CoreError(CoreErrorCode.TooMuchWork) : new CoreError(CoreErrorCode.BadCandidate, candidate.Id);

    private static CoreError CompareResults(in CoreValues first, uint firstOffset, in CoreValues other, uint otherOffset) =>
        firstOffset != otherOffset ? new CoreError(CoreErrorCode.AmbiguousOffset, otherOffset, firstOffset)
        : first.IsPoisoned != other.IsPoisoned || first.New != other.New ? new CoreError(CoreErrorCode.AmbiguousValue, other.New, first.New)
        : default;

    private void TakeDown(int count, int index)
    {
        if (count == _matched.Length)
        {
            Array.Resize(ref _matched, count * 2);
        }

        _matched[count] = index;
    }

    /// <summary>Resolves as cilium does: the candidates that match most records of the local type remain, and must agree.</summary>
    private CoreResolution ResolveBest(BtfCoreRelocation relocation, BtfType root, CandidateRange range)
    {
        if (!range.IsElected)
        {
            range = Elect(relocation, root, range);
        }

        CoreValues result = default;
        BtfType first = default;
        int matches = 0;
        for (int i = 0; i < range.Count; i++)
        {
            BtfType candidate = _table[range][i];
            CoreMatch match = _engine.Match(candidate);
            Observer?.Compared(candidate, match, _engine.Candidate);
            CoreError error = _engine.Compute(match == CoreMatch.Yes, out CoreValues values);
            error = match == CoreMatch.Failed ? Failure(candidate) : error;
            if (error.IsNone && i > 0)
            {
                error = CompareResults(result, 0, values, 0);
            }

            if (!error.IsNone)
            {
                return new CoreResolution(relocation, error);
            }

            result = i == 0 ? values : result;
            first = match == CoreMatch.Yes && matches++ == 0 ? candidate : first;
        }

        if (range.Count == 0)
        {
            CoreError error = _engine.Compute(hasTarget: false, out result);
            return error.IsNone ? new CoreResolution(relocation, result, default, 0, 0) : new CoreResolution(relocation, error);
        }

        return new CoreResolution(relocation, result, first, range.Count, matches);
    }

    /// <summary>Keeps the candidates that match most records of a local type; none if no candidate matches any record.</summary>
    private CandidateRange Elect(BtfCoreRelocation current, BtfType root, CandidateRange range)
    {
        var served = new int[range.Count];
        foreach (BtfCoreRelocation relocation in current.Owner.CoreRelocations)
        {
            if (_engine.Budget.TrySpend() && relocation.TypeId == root.Id && _engine.Begin(relocation, root).IsNone)
            {
                for (int i = 0; i < range.Count; i++)
                {
                    served[i] += _engine.Match(_table[range][i]) == CoreMatch.Yes ? 1 : 0;
                }
            }
        }

        _ = _engine.Begin(current, root);
        int best = served.Length == 0 ? 0 : served.Max();
        int count = 0;
        for (int i = 0; i < range.Count; i++)
        {
            if (best > 0 && served[i] == best)
            {
                TakeDown(count++, i);
            }
        }

        return _table.Cut(root.Id, range, _matched.AsSpan(0, count));
    }
}
