namespace Btf.Core.Programs;

/// <summary>Looks for an enumerator by its name without flavors.</summary>
internal static class EnumeratorSearch
{
    /// <summary>Finds the first enumerator with the name.</summary>
    public static CoreMatch Find(BtfObject local, uint nameOffset, BtfEnum target, WorkBudget budget, out int index)
    {
        index = -1;
        if (!CoreNames.TryRead(local, nameOffset, out ReadOnlySpan<byte> name))
        {
            return CoreMatch.Failed;
        }

        ReadOnlySpan<byte> essential = name[..EssentialName.LengthOf(name)];
        BtfObject owner = target.AsType().Object;
        foreach (BtfEnumValue value in target.Values)
        {
            if (!budget.TrySpend())
            {
                return CoreMatch.Failed;
            }

            if (CoreNames.TryRead(owner, value.NameOffset, out ReadOnlySpan<byte> other) && other.StartsWith(essential)
                && EssentialName.LengthOf(other) == essential.Length)
            {
                index = value.Index;
                break;
            }
        }

        GC.KeepAlive(local);
        GC.KeepAlive(owner);
        return index >= 0 ? CoreMatch.Yes : CoreMatch.No;
    }
}
