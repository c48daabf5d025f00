namespace Btf.Testing;

/// <summary>Decides how many calls a case makes. Large objects get fewer calls, because each case has a time limit.</summary>
internal static class QueryBudget
{
    private const uint LargeFrom = 10_000;
    private const int Share = 16;

    /// <summary>Returns the number of calls for an object.</summary>
    public static int Of(BtfObject btf, int usual) => btf.NextTypeId < LargeFrom ? usual : Math.Max(1, usual / Share);

    /// <summary>Returns a limited number of types of an object and its bases, spread over all ids, including the first and the last.</summary>
    public static IEnumerable<BtfType> Some(BtfObject btf, int most)
    {
        uint count = btf.NextTypeId - 1;
        if (count <= most)
        {
            most = (int)count;
        }

        for (int i = 0; i < most; i++)
        {
            yield return btf[1 + (uint)(most == 1 ? 0 : (ulong)(count - 1) * (uint)i / (uint)(most - 1))];
        }
    }
}
