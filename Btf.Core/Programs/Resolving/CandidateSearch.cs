namespace Btf.Core.Programs;

/// <summary>Finds the candidates of a local type: target types of a fitting kind with the same name without flavor, in the order of their ids.</summary>
internal sealed class CandidateSearch
{
    /// <summary>The budget that a candidate costs. Crafted data can have very many types of one name.</summary>
    public const int CandidateCost = 64;

    private readonly BtfObject _target;
    private readonly BtfCollection? _modules;
    private readonly CoreRules _rules;
    private readonly WorkBudget _budget;
    private readonly CandidateTable _table;

    public CandidateSearch(BtfObject target, BtfCollection? modules, CoreRules rules, WorkBudget budget, CandidateTable table)
    {
        _target = target;
        _modules = modules;
        _rules = rules;
        _budget = budget;
        _table = table;
    }

    /// <summary>Whether there are modules to search.</summary>
    public bool HasModules => _modules is not null;

    /// <summary>Finds the candidates of a local type and adds them to the table.</summary>
    /// <param name="local">The local type.</param>
    /// <param name="name">Its name, which is not empty.</param>
    /// <param name="isBaseDone">Whether the target itself, without modules, was searched and has none.</param>
    public CandidateRange Find(BtfType local, ReadOnlySpan<byte> name, bool isBaseDone)
    {
        ReadOnlySpan<byte> essential = name[..EssentialName.LengthOf(name)];
        BtfKinds kinds = CoreKinds.CandidateKinds(local.Kind, _rules);
        _table.Begin();

        // A name that contains another flavor separator is not an essential name, so no type matches it exactly.
        bool isPlain = EssentialName.LengthOf(essential) == essential.Length;
        if (!isBaseDone)
        {
            AddNamed(_target.FindTypes(essential), isPlain ? kinds : BtfKinds.None);
            AddFlavored(_target, essential, kinds, ownOnly: false);
        }

        // Modules are searched only if the kernel itself has no candidate.
        if (_modules is not null && _table.Current.IsEmpty)
        {
            foreach (BtfCollectionEntry entry in _modules)
            {
                if (entry.Object != _target)
                {
                    AddNamed(entry.Object.FindOwnTypes(essential), isPlain ? kinds : BtfKinds.None);
                    AddFlavored(entry.Object, essential, kinds, ownOnly: true);
                }
            }
        }

        return _table.End(local.Id, isComplete: true);
    }

    private void AddNamed(BtfTypeMatches types, BtfKinds kinds)
    {
        foreach (BtfType type in types.OfKinds(kinds))
        {
            if (!_budget.TrySpend(CandidateCost))
            {
                return;
            }

            _table.Add(type);
        }
    }

    private void AddFlavored(BtfObject btf, ReadOnlySpan<byte> essential, BtfKinds kinds, bool ownOnly)
    {
        int before = _table.Current.Length;
        for (BtfObject? part = btf; part is not null; part = ownOnly ? null : part.Base)
        {
            foreach (uint id in part.FlavoredNames.FindIds(essential))
            {
                BtfType type = part[id];
                if (!_budget.TrySpend(CandidateCost))
                {
                    return;
                }

                if (kinds.Includes(type.Kind) && CoreNames.TryRead(type, out ReadOnlySpan<byte> name) && name.StartsWith(essential)
                    && EssentialName.LengthOf(name) == essential.Length)
                {
                    _table.Add(type);
                }
            }
        }

        // Types without a flavor were added first; sort all by id.
        Span<BtfType> current = _table.Current;
        if (current.Length > before && !ownOnly)
        {
            current.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        }
    }
}
