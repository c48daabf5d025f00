namespace Btf.Core.Programs;

/// <summary>
/// Decides whether a field's type in the target is compatible with that in the program. It ignores names of structures and targets of pointers.
/// </summary>
internal static class FieldCompatibility
{
    /// <summary>Compares two fields' types.</summary>
    public static CoreMatch Compare(BtfType local, BtfType target, WorkBudget budget)
    {
        // Only arrays lead to another step. Each step spends budget, so a cycle of arrays ends.
        while (budget.TrySpend())
        {
            if (!local.TryGetUnderlying(out local) || !target.TryGetUnderlying(out target))
            {
                return CoreMatch.Failed;
            }

            BtfKind kind = local.Kind;
            if (CoreKinds.IsComposite(kind) && CoreKinds.IsComposite(target.Kind))
            {
                return CoreMatch.Yes;
            }

            if (!CoreKinds.AreCompatible(kind, target.Kind))
            {
                return CoreMatch.No;
            }

            if (kind != BtfKind.Array)
            {
                return IsEqual(kind, local, target) ? CoreMatch.Yes : CoreMatch.No;
            }

            if (!local.Object.TryGetType(local.AsArray().ElementTypeId, out local) || !target.Object.TryGetType(target.AsArray().ElementTypeId, out target))
            {
                return CoreMatch.Failed;
            }
        }

        return CoreMatch.Failed;
    }

    private static bool IsEqual(BtfKind kind, BtfType local, BtfType target) => kind switch
    {
        BtfKind.Ptr or BtfKind.Float => true,
        BtfKind.Fwd or BtfKind.Enum or BtfKind.Enum64 =>
            CoreNames.IsAnonymous(local) || CoreNames.IsAnonymous(target) || CoreNames.EqualEssentially(local, target),
        BtfKind.Int => local.AsInt().BitOffset == 0 && target.AsInt().BitOffset == 0,
        _ => false,
    };
}
