namespace Btf.Testing;

/// <summary>Verifies data by both rule sets, for the first finding and for all.</summary>
internal static class VerifierQueries
{
    private static readonly BtfVerifierOptions[] _options = [.. Enum.GetValues<BtfRules>().Select(rules => new BtfVerifierOptions { Rules = rules })];

    public static bool Run(FuzzInput input)
    {
        BtfObject? baseObject = null;
        if (input.HasBase && !BtfObject.TryFromMemory(input.Base, out baseObject, out _, options: FuzzTargets.Options))
        {
            return false;
        }

        using (baseObject)
        {
            bool passes = false;
            foreach (BtfVerifierOptions options in _options)
            {
                BtfFinding first = BtfVerifier.Verify(input.Data.Span, baseObject, options);
                IReadOnlyList<BtfFinding> all = BtfVerifier.VerifyAll(input.Data.Span, baseObject, options);
                FuzzTargets.Expect(first.IsNone == (all.Count == 0), "The first finding and the list of all disagree.");
                FuzzTargets.Expect(first.IsNone || (all[0].Code == first.Code && first.ToString().Length > 0), "The first finding is another.");
                passes |= first.IsNone;
            }

            return passes;
        }
    }
}
