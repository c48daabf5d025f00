using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares each rule set with its kernel, on every vector with a verdict of that kernel.</summary>
[TestFixture]
public sealed class VectorAgreementTests
{
    private static readonly string[] _families = ["verify", "mutants", "matrix", "layout", "progload", "seeds"];

    [Test]
    public void Every_verdict_is_the_kernels([ValueSource(nameof(_families))] string family, [Values] BtfRules rules)
    {
        string[] differences = [.. Judged(family, rules)
            .Where(pair => pair.Finding.Errno != pair.Verdict.Errno)
            .Select(pair => $"{pair.Vector.Id}: {pair.Verdict.Errno} {pair.Verdict.Log}, not {pair.Finding.Code} {pair.Finding}")];

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Every_reason_is_the_kernels([ValueSource(nameof(_families))] string family, [Values] BtfRules rules)
    {
        string[] differences = [.. Judged(family, rules)
            .Where(pair => pair.Verdict.Reason is not null && pair.Verdict.Reason != KernelReasons.Of(pair.Finding.Code))
            .Select(pair => $"{pair.Vector.Id}: {pair.Verdict.Reason} ({pair.Verdict.Log}), not {pair.Finding.Code} {pair.Finding}")];

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void The_first_of_all_findings_is_the_only_one_where_one_is_asked_for([ValueSource(nameof(_families))] string family, [Values] BtfRules rules)
    {
        foreach ((BtfVector vector, _, BtfFinding finding) in Judged(family, rules))
        {
            IReadOnlyList<BtfFinding> all = BtfVerifier.VerifyAll(vector.Blob, options: new BtfVerifierOptions { Rules = rules });
            Assert.That(all.Count > 0 ? all[0] : default, Is.EqualTo(finding), vector.Id);
        }
    }

    private static IEnumerable<(BtfVector Vector, KernelVerdict Verdict, BtfFinding Finding)> Judged(string family, BtfRules rules)
    {
        var options = new BtfVerifierOptions { Rules = rules, KernelByteOrder = BtfByteOrder.LittleEndian };
        int count = 0;
        foreach (BtfVector vector in Vectors.Read(family))
        {
            KernelVerdict? verdict = rules == BtfRules.Linux618 ? vector.K618 : vector.K72;
            if (family == "seeds")
            {
                verdict = new KernelVerdict(0, null, null);
            }

            // No verdict comes from a kernel that knows the kinds 20 to 22.
            if (verdict is not null && !(rules == BtfRules.Linux74 && vector.HasKindsUnknownThen))
            {
                yield return (vector, verdict, BtfVerifier.Verify(vector.Blob, null, options));
                count++;
            }
        }

        Assert.That(count, Is.Positive);
    }
}
