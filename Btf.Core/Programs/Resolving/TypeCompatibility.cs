namespace Btf.Core.Programs;

/// <summary>Decides whether types are compatible, for <c>type_exists</c>, <c>type_size</c> and <c>target_type_id</c>. It compares kinds, not names.</summary>
/// <remarks>It uses a stack instead of recursion. The stack is as deep as prototypes may be nested.</remarks>
internal sealed class TypeCompatibility
{
    private const int MaxReferences = 32;
    private readonly WorkBudget _budget;
    private readonly int _levels;
    private readonly PrototypeFrame[] _frames;
    private int _count;

    public TypeCompatibility(WorkBudget budget, int levels)
    {
        _budget = budget;
        _levels = levels;
        _frames = new PrototypeFrame[levels + 1];
    }

    /// <summary>Compares two types.</summary>
    public CoreMatch Compare(BtfType local, BtfType target)
    {
        if (!CoreKinds.AreCompatible(local.Kind, target.Kind))
        {
            return CoreMatch.No;
        }

        _count = 0;
        int level = _levels;
        int depth = MaxReferences;
        while (true)
        {
            if (--depth < 0 || !_budget.TrySpend() || !local.TryGetUnderlying(out local) || !target.TryGetUnderlying(out target))
            {
                return CoreMatch.Failed;
            }

            if (!CoreKinds.AreCompatible(local.Kind, target.Kind))
            {
                return CoreMatch.No;
            }

            switch (local.Kind)
            {
                case BtfKind.Ptr:
                    if (!TryFollow(ref local, local.SizeOrType) || !TryFollow(ref target, target.SizeOrType))
                    {
                        return CoreMatch.Failed;
                    }

                    continue;
                case BtfKind.Array:
                    if (!TryFollow(ref local, local.AsArray().ElementTypeId) || !TryFollow(ref target, target.AsArray().ElementTypeId))
                    {
                        return CoreMatch.Failed;
                    }

                    continue;
                case BtfKind.FuncProto:
                    if (local.Vlen != target.Vlen)
                    {
                        return CoreMatch.No;
                    }

                    _frames[_count++] = new PrototypeFrame(local.AsFunctionPrototype(), target.AsFunctionPrototype(), depth, level);
                    break;
                case BtfKind.Int when local.AsInt().BitOffset == 0 && target.AsInt().BitOffset == 0:
                case BtfKind.Void or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd:
                    break;
                default:
                    return CoreMatch.No;
            }

            if (_count == 0)
            {
                return CoreMatch.Yes;
            }

            if (!TryTakeNext(out local, out target, ref depth, ref level))
            {
                return CoreMatch.Failed;
            }
        }
    }

    private static bool TryFollow(ref BtfType type, uint id) => type.Object.TryGetType(id, out type);

    /// <summary>Takes the next pair from the innermost prototype, which ends with its return types.</summary>
    private bool TryTakeNext(out BtfType local, out BtfType target, ref int depth, ref int level)
    {
        ref PrototypeFrame frame = ref _frames[_count - 1];
        level = frame.Level;
        depth = frame.Depth;
        if (!frame.HasParameter)
        {
            _count--;
            return frame.TryTakeReturn(out local, out target);
        }

        if (level <= 0)
        {
            local = target = default;
            return false;
        }

        level--;
        depth = MaxReferences;
        return frame.TryTakeParameter(out local, out target);
    }
}
