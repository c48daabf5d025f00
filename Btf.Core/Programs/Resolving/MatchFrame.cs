namespace Btf.Core.Programs;

/// <summary>Two structures or unions whose members are being compared, or two prototypes.</summary>
internal struct MatchFrame
{
    private readonly BtfElementList<BtfMember> _local;
    private readonly BtfElementList<BtfMember> _target;
    private readonly BtfType _localType;
    private readonly BtfType _targetType;
    private int _nextLocal;
    private int _nextTarget;

    /// <summary>Starts with the first members.</summary>
    public MatchFrame(BtfComposite local, BtfComposite target, int level)
    {
        _local = local.Members;
        _target = target.Members;
        _localType = local.AsType();
        _targetType = target.AsType();
        Level = level;
        IsComposite = true;
    }

    /// <summary>Starts with the first parameters.</summary>
    public MatchFrame(in PrototypeFrame prototype, bool isBehindPointer)
    {
        Prototype = prototype;
        Level = prototype.Level;
        IsBehindPointer = isBehindPointer;
    }

    /// <summary>The prototypes, unless this is a pair of composites.</summary>
    public PrototypeFrame Prototype;

    /// <summary>Whether the pair is two structures or unions.</summary>
    public readonly bool IsComposite { get; }

    /// <summary>Whether the prototypes were reached through a pointer.</summary>
    public readonly bool IsBehindPointer { get; }

    /// <summary>How many more levels may be entered.</summary>
    public readonly int Level { get; }

    /// <summary>Whether every local member has a matching target member.</summary>
    public readonly bool IsDone => _nextLocal == _local.Count;

    /// <summary>Moves to the next local member, because the current one has a match.</summary>
    public void Accept()
    {
        _nextLocal++;
        _nextTarget = 0;
    }

    /// <summary>Takes the next target member with the name of the local one.</summary>
    /// <returns>Whether there is one; <see cref="CoreMatch.Failed"/> if a type id does not exist or the budget is spent.</returns>
    public CoreMatch TakePair(WorkBudget budget, out BtfType local, out BtfType target)
    {
        local = target = default;
        BtfMember wanted = _local[_nextLocal];
        while (_nextTarget < _target.Count)
        {
            BtfMember member = _target[_nextTarget++];
            if (!budget.TrySpend())
            {
                return CoreMatch.Failed;
            }

            if (CoreNames.EqualEssentially(_localType.Object, wanted.NameOffset, _targetType.Object, member.NameOffset))
            {
                return _localType.Object.TryGetType(wanted.TypeId, out local) && _targetType.Object.TryGetType(member.TypeId, out target)
                    ? CoreMatch.Yes
                    : CoreMatch.Failed;
            }
        }

        return CoreMatch.No;
    }
}
