namespace Btf.Testing;

/// <summary>Finds the referrers of each type, and the functions that take or return it.</summary>
internal static class ReferenceQueries
{
    private const int MostTypes = 64;

    public static void Run(BtfObject btf)
    {
        foreach (BtfType type in QueryBudget.Some(btf, QueryBudget.Of(btf, MostTypes)))
        {
            int count = 0;
            foreach (BtfType referrer in btf.FindReferrers(type))
            {
                FuzzTargets.Expect(referrer.Id != 0, "Void refers to nothing.");
                count++;
            }

            FuzzTargets.Expect(count == btf.FindReferrers(type).Count(), "A count and an enumeration differ.");
            Count(btf.FindFunctionsTaking(type));
            Count(btf.FindFunctionsReturning(type));
            foreach (BtfDeclTag tag in btf.FindDeclTags(type))
            {
                _ = tag.ComponentIndex;
            }

            _ = btf.FindDeclTags(type, 0).Count();
            _ = btf.IsKfunc(type);
        }

        _ = btf.FindReferrers(btf[0]).Count();
        Count(btf.FindKfuncs());
    }

    private static void Count(BtfFunctionMatches functions)
    {
        int count = 0;
        foreach (BtfFunction function in functions)
        {
            _ = function.Linkage;
            count++;
        }

        FuzzTargets.Expect(count == functions.Count(), "A count and an enumeration differ.");
    }
}
