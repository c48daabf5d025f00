using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A slice of what <c>Btf.Fuzz</c> does without end: the same cases in every run, more than 200,000 of them.</summary>
[TestFixture]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class FuzzSliceTests
{
    private const int Seed = 20240817;

    [TestCase("open", 60_000)]
    [TestCase("elf", 20_000)]
    [TestCase("compressed", 10_000)]
    [TestCase("walk", 5_000)]
    [TestCase("names", 10_000)]
    [TestCase("paths", 10_000)]
    [TestCase("sizes", 10_000)]
    [TestCase("references", 15_000)]
    [TestCase("dump-c", 10_000)]
    [TestCase("dump-raw", 10_000)]
    [TestCase("dump-layout", 10_000)]
    [TestCase("verify", 30_000)]
    [TestCase("rewrite", 3_000)]
    [TestCase("relocate", 20_000)]
    public void Mutants_are_answered_or_refused(string target, int cases)
    {
        using var loop = new FuzzLoop(FuzzTargets.Find(target), Seed);
        loop.Run(cases);

        Assert.That(loop.Findings, Is.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loop.Cases, Is.EqualTo(cases));
            Assert.That(loop.Accepted, Is.GreaterThan(cases / 100));
            Assert.That(loop.Refused, Is.GreaterThan(cases / 100));
        }
    }
}
