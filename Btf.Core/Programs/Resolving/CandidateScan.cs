namespace Btf.Core.Programs;

/// <summary>
/// Finds the candidates of all local types of a program in one walk over a target that has no index of names. It compares the first two bytes of each name,
/// and then the whole name of the few types that still fit.
/// </summary>
internal sealed class CandidateScan
{
    private const int PairCount = 1 << 16;
    private readonly WorkBudget _budget;
    private readonly List<Wanted> _wanted = [];
    private readonly Dictionary<int, List<Wanted>> _byPair = [];
    private readonly ulong[] _mayFit = new ulong[PairCount / 64];
    private BtfKinds _kinds;

    public CandidateScan(WorkBudget budget) => _budget = budget;

    /// <summary>Adds a local type, which must have a name, to the search.</summary>
    public void Add(uint localId, ReadOnlySpan<byte> name, BtfKinds kinds)
    {
        byte[] essential = name[..EssentialName.LengthOf(name)].ToArray();
        var wanted = new Wanted(localId, essential, kinds);
        _wanted.Add(wanted);
        _kinds |= kinds;
        Register(essential[0] | (essential.Length > 1 ? essential[1] << 8 : 0), wanted);
        if (essential.Length == 1)
        {
            // The second byte may be the start of a flavor ("a___old").
            Register(essential[0] | ('_' << 8), wanted);
        }
    }

    /// <summary>Walks over the types of an object and its bases, and adds the candidates to the table.</summary>
    public void Run(BtfObject target, bool hasModules, CandidateTable table)
    {
        if (_wanted.Count == 0)
        {
            return;
        }

        var chain = new Stack<BtfObject>();
        for (BtfObject? part = target; part is not null; part = part.Base)
        {
            chain.Push(part);
        }

        while (chain.TryPop(out BtfObject? part) && !_budget.IsSpent)
        {
            Walk(part);
        }

        foreach (Wanted wanted in _wanted)
        {
            table.Begin();
            foreach (BtfType type in wanted.Found)
            {
                table.Add(type);
            }

            _ = table.End(wanted.LocalId, isComplete: !hasModules || wanted.Found.Count != 0);
        }
    }

    private void Register(int pair, Wanted wanted)
    {
        if (!_byPair.TryGetValue(pair, out List<Wanted>? list))
        {
            _byPair[pair] = list = [];
            _mayFit[pair / 64] |= 1UL << (pair % 64);
        }

        list.Add(wanted);
    }

    private void Walk(BtfObject part)
    {
        ReadOnlySpan<byte> strings = part.Strings;
        uint firstString = part.FirstStringOffset;
        bool asksPointerSize = part.LacksPointerSize;
        BtfKinds kinds = asksPointerSize ? _kinds | BtfKinds.Int : _kinds;
        for (uint id = part.FirstTypeId; (id = part.FindOfKinds(id, kinds)) != 0; id++)
        {
            BtfType type = part[id];
            if (asksPointerSize && type.Kind == BtfKind.Int && PointerSizeInference.IsLong(type))
            {
                // The values of fields need it as well, and a walk of its own takes as long as this one.
                part.KeepPointerSize((int)type.SizeOrType);
                asksPointerSize = false;
                kinds = _kinds;
            }

            uint name = type.NameOffset - firstString;
            if (name + 1UL < (uint)strings.Length)
            {
                int pair = strings[(int)name] | (strings[(int)name + 1] << 8);
                if ((_mayFit[pair / 64] >> (pair % 64) & 1) == 0)
                {
                    continue;
                }
            }

            // The name fits so far, or is in a base's strings.
            Compare(type);
        }

        GC.KeepAlive(part);
    }

    private void Compare(BtfType type)
    {
        if (!CoreNames.TryRead(type, out ReadOnlySpan<byte> name) || name.IsEmpty
            || !_byPair.TryGetValue(name[0] | (name.Length > 1 ? name[1] << 8 : 0), out List<Wanted>? list))
        {
            return;
        }

        foreach (Wanted wanted in list)
        {
            if (!_budget.TrySpend())
            {
                return;
            }

            if (wanted.Kinds.Includes(type.Kind) && name.StartsWith(wanted.Name) && EssentialName.LengthOf(name) == wanted.Name.Length
                && _budget.TrySpend(CandidateSearch.CandidateCost))
            {
                wanted.Found.Add(type);
            }
        }
    }

    private sealed record Wanted(uint LocalId, byte[] Name, BtfKinds Kinds)
    {
        public List<BtfType> Found { get; } = [];
    }
}
