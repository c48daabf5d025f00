namespace Btf.Core.Programs;

/// <summary>Decides whether types match member by member, for <c>type_matches</c>. At every level it compares names without flavors.</summary>
/// <remarks>It uses a stack instead of recursion. The stack is as deep as types may be entered.</remarks>
internal sealed class TypeMatcher
{
    private const int MaxReferences = 32;
    private readonly WorkBudget _budget;
    private readonly int _levels;
    private readonly MatchFrame[] _frames;
    private int _count;

    // The pair to compare next.
    private BtfType _local;
    private BtfType _target;
    private bool _isBehindPointer;
    private int _depth;
    private int _level;

    public TypeMatcher(WorkBudget budget, int levels)
    {
        _budget = budget;
        _levels = levels;
        _frames = new MatchFrame[levels + 1];
    }

    /// <summary>Compares two types.</summary>
    public CoreMatch Match(BtfType local, BtfType target)
    {
        _count = 0;
        Enter(local, target, isBehindPointer: false, _levels);
        while (true)
        {
            CoreMatch? result = _level <= 0 || !_budget.TrySpend() ? CoreMatch.Failed : ComparePair();
            while (result is { } answer)
            {
                if (_count == 0 || answer == CoreMatch.Failed)
                {
                    return answer;
                }

                result = Continue(answer);
            }
        }
    }

    private void Enter(BtfType local, BtfType target, bool isBehindPointer, int level)
    {
        _local = local;
        _target = target;
        _isBehindPointer = isBehindPointer;
        _level = level;
        _depth = MaxReferences;
    }

    /// <summary>Compares the pair; null if the answer depends on another pair, which comes next.</summary>
    private CoreMatch? ComparePair()
    {
        while (--_depth >= 0 && _local.TryGetUnderlying(out _local) && _target.TryGetUnderlying(out _target))
        {
            if (!CoreNames.EqualEssentially(_local, _target))
            {
                return CoreMatch.No;
            }

            BtfKind kind = _local.Kind;
            BtfKind targetKind = _target.Kind;
            if (kind is BtfKind.Ptr or BtfKind.Array)
            {
                if (kind != targetKind || (kind == BtfKind.Array && _local.AsArray().Count != _target.AsArray().Count))
                {
                    return CoreMatch.No;
                }

                _isBehindPointer |= kind == BtfKind.Ptr;
                if (!TryFollow(ref _local) || !TryFollow(ref _target))
                {
                    return CoreMatch.Failed;
                }

                continue;
            }

            return kind switch
            {
                BtfKind.Void => Answer(targetKind == kind),
                BtfKind.Fwd => Answer(MatchesForward(targetKind)),
                BtfKind.Enum or BtfKind.Enum64 => MatchesEnum(),
                BtfKind.Int => Answer(kind == targetKind && _local.SizeOrType == _target.SizeOrType && _local.AsInt().IsSigned == _target.AsInt().IsSigned),
                BtfKind.Struct or BtfKind.Union when _isBehindPointer => Answer(MatchesBehindPointer(kind, targetKind)),
                BtfKind.Struct or BtfKind.Union when kind == targetKind => EnterComposite(),
                BtfKind.FuncProto when kind == targetKind && _local.Vlen == _target.Vlen => EnterPrototype(),
                _ => CoreMatch.No,
            };
        }

        return CoreMatch.Failed;
    }

    private CoreMatch? EnterComposite()
    {
        if (_local.Vlen > _target.Vlen)
        {
            return CoreMatch.No;
        }

        _frames[_count++] = new MatchFrame(_local.AsComposite(), _target.AsComposite(), _level);
        return TakeMember();
    }

    private CoreMatch? EnterPrototype()
    {
        var prototype = new PrototypeFrame(_local.AsFunctionPrototype(), _target.AsFunctionPrototype(), _depth, _level);
        _frames[_count++] = new MatchFrame(prototype, _isBehindPointer);
        return TakeFromPrototype();
    }

    /// <summary>Continues the innermost frame with the answer for its last pair.</summary>
    private CoreMatch? Continue(CoreMatch answer)
    {
        ref MatchFrame frame = ref _frames[_count - 1];
        if (frame.IsComposite)
        {
            if (answer == CoreMatch.Yes)
            {
                frame.Accept();
            }

            return TakeMember();
        }

        if (answer == CoreMatch.No)
        {
            _count--;
            return answer;
        }

        return TakeFromPrototype();
    }

    /// <summary>Takes the next pair of members, or returns the frame's answer if there is none.</summary>
    private CoreMatch? TakeMember()
    {
        ref MatchFrame frame = ref _frames[_count - 1];
        CoreMatch taken = CoreMatch.Yes;
        if (!frame.IsDone)
        {
            taken = frame.TakePair(_budget, out BtfType local, out BtfType target);
            if (taken == CoreMatch.Yes)
            {
                Enter(local, target, isBehindPointer: false, frame.Level - 1);
                return null;
            }
        }

        _count--;
        return taken;
    }

    /// <summary>Takes the next pair of parameters, or at last the return types, which end the frame.</summary>
    private CoreMatch? TakeFromPrototype()
    {
        ref MatchFrame frame = ref _frames[_count - 1];
        if (frame.Prototype.HasParameter)
        {
            if (!frame.Prototype.TryTakeParameter(out BtfType local, out BtfType target))
            {
                return CoreMatch.Failed;
            }

            Enter(local, target, frame.IsBehindPointer, frame.Level - 1);
            return null;
        }

        _count--;
        if (!frame.Prototype.TryTakeReturn(out BtfType localReturn, out BtfType targetReturn))
        {
            return CoreMatch.Failed;
        }

        Enter(localReturn, targetReturn, frame.IsBehindPointer, frame.Level);
        _depth = frame.Prototype.Depth;
        return null;
    }

    private bool MatchesForward(BtfKind targetKind)
    {
        bool isUnion = _local.KindFlag;
        return targetKind == BtfKind.Fwd ? isUnion == _target.KindFlag
            : _isBehindPointer && targetKind == (isUnion ? BtfKind.Union : BtfKind.Struct);
    }

    private bool MatchesBehindPointer(BtfKind kind, BtfKind targetKind) =>
        kind == targetKind || (targetKind == BtfKind.Fwd && kind == BtfKind.Union == _target.KindFlag);

    private CoreMatch MatchesEnum()
    {
        if (!CoreKinds.IsEnum(_target.Kind) || _local.SizeOrType != _target.SizeOrType || _local.Vlen > _target.Vlen)
        {
            return CoreMatch.No;
        }

        foreach (BtfEnumValue value in _local.AsEnum().Values)
        {
            CoreMatch match = EnumeratorSearch.Find(_local.Object, value.NameOffset, _target.AsEnum(), _budget, out _);
            if (match != CoreMatch.Yes)
            {
                return match;
            }
        }

        return CoreMatch.Yes;
    }

    private static CoreMatch Answer(bool matches) => matches ? CoreMatch.Yes : CoreMatch.No;

    private static bool TryFollow(ref BtfType type) =>
        type.Object.TryGetType(type.Kind == BtfKind.Array ? type.AsArray().ElementTypeId : type.SizeOrType, out type);
}
