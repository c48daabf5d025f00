namespace Btf.Testing;

/// <summary>How much a case asks: the limit on time is for each question, and of a large object fewer are asked.</summary>
internal static class QueryBudget
{
    private const uint LargeFrom = 10_000;
    private const int Share = 16;

    /// <summary>A number of questions to ask of an object.</summary>
    public static int Of(BtfObject btf, int usual) => btf.NextTypeId < LargeFrom ? usual : Math.Max(1, usual / Share);

    /// <summary>At most so many types of an object and its bases, spread over all ids; the first and the last are among them.</summary>
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
