using System.Collections.Immutable;
using System.Globalization;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Records how a relocation was resolved, and describes it in sentences.</summary>
internal sealed class CoreExplainer : ICoreObserver
{
    // Kernels have up to 31 types of one name. Crafted ones may have so many that listing all of them for each record would take all memory.
    private const int MostCandidates = 256;
    private const int RoomPerRecord = 8;
    private const int NamedNamesakes = 8;
    private readonly TargetSearch _target;
    private readonly bool _explains;
    private readonly List<CoreCandidate> _candidates = [];
    private readonly List<string> _explanation = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<uint, BtfType> _chosen = [];
    private readonly List<BtfType> _listed = [];
    private int _listedCount;
    private int _room = 1 << 16;
    private CoreSpec? _local;
    private BtfCoreRelocationKind _kind;
    private bool _isCompared;

    public CoreExplainer(BtfObject target, bool explains)
    {
        _target = new TargetSearch(target);
        _explains = explains;
    }

    /// <inheritdoc/>
    public void Begin(BtfCoreRelocation relocation, CoreSpec local, in CoreError error, ReadOnlySpan<BtfType> candidates)
    {
        _kind = relocation.Kind;
        _local = error.IsNone ? local : null;
        _room += RoomPerRecord;
        _listed.Clear();
        _listedCount = candidates.Length;
        _listed.AddRange(candidates[..Math.Min(candidates.Length, Math.Min(MostCandidates, _room))]);
        _room -= _listed.Count;
        _isCompared = false;
    }

    /// <inheritdoc/>
    public void Compared(BtfType candidate, CoreMatch match, CoreSpec spec)
    {
        string reason = "";
        bool isListed = _candidates.Count < _listed.Count;
        if (match == CoreMatch.Yes)
        {
            if (!_isCompared)
            {
                _isCompared = true;
                _warnings.AddRange(CoreChanges.Find(_kind, _local!, spec));
                NoteNamesakes(candidate);
            }
        }
        else if (isListed)
        {
            reason = match == CoreMatch.Failed ? "it cannot be compared: its types are damaged or nested too deeply" : CoreFailure.Describe(_kind, _local!, candidate, spec);
            if (_explains && match == CoreMatch.No)
            {
                _explanation.AddRange(_target.FindInstead(_kind, _local!, candidate, spec));
            }
        }

        if (!isListed)
        {
            return;
        }

        _candidates.Add(new CoreCandidate(candidate, match == CoreMatch.Failed ? null : match == CoreMatch.Yes, CoreSpecText.Format(_kind, spec), reason));
    }

    /// <summary>Moves the notes about the last relocation into its draft.</summary>
    public void Finish(CoreDraft draft)
    {
        CoreResolution resolution = draft.Resolution;
        bool isFound = resolution.MatchCount > 0 || _kind == BtfCoreRelocationKind.LocalTypeId || !resolution.Error.IsNone;
        List<string> sentences = [];
        if (!isFound)
        {
            if (_listedCount == 0)
            {
                sentences.AddRange(_local is { } local ? _target.FindType(local.Root, _explains) : []);
            }

            sentences.AddRange(_candidates.Where(c => c.Reason.Length > 0).Select(c => $"{CoreSpecText.FormatRoot(c.Type)}: {c.Reason}."));
            sentences.AddRange(_explanation);
            if (_listed.Count < _listedCount)
            {
                sentences.Add(string.Create(CultureInfo.InvariantCulture, $"Only {_listed.Count} of the {_listedCount} candidates are listed."));
            }
        }

        // The candidates after the one at which the comparison ended.
        foreach (BtfType type in _listed.Skip(_candidates.Count))
        {
            _candidates.Add(new CoreCandidate(type, null, "", ""));
        }

        draft.Candidates = [.. _candidates];
        draft.Explanation = [.. sentences.Distinct()];
        draft.Warnings = resolution.Error.IsNone && isFound ? [.. _warnings] : [];
        _candidates.Clear();
        _explanation.Clear();
        _warnings.Clear();
        _listed.Clear();
        _local = null;
    }

    /// <summary>Warns if several types have the name: records of one local type may match different ones.</summary>
    private void NoteNamesakes(BtfType candidate)
    {
        if (_listedCount > 1)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The target has {_listedCount} types of this name: {string.Join(", ", _listed.Take(NamedNamesakes).Select(type => $"[{type.Id}]"))}{(_listedCount > NamedNamesakes ? " and others" : "")}."));
        }

        uint local = _local!.Root.Id;
        if (!CoreKinds.IsField(_kind))
        {
            return;
        }

        if (!_chosen.TryGetValue(local, out BtfType before))
        {
            _chosen[local] = candidate;
        }
        else if (before != candidate)
        {
            _warnings.Add($"The layouts of namesakes are mixed: earlier records of this local type were fitted to [{before.Id}], this one to [{candidate.Id}].");
        }
    }
}
