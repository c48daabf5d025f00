using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A part of the work of <c>Btf.Fuzz</c>: more than 50,000 cases, the same in every run.</summary>
[TestFixture]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class FuzzSliceTests
{
    private const int Seed = 20240817;

    [TestCase("open", 15_000)]
    [TestCase("elf", 5_000)]
    [TestCase("compressed", 1_500)]
    [TestCase("walk", 1_250)]
    [TestCase("names", 2_500)]
    [TestCase("paths", 2_500)]
    [TestCase("sizes", 2_500)]
    [TestCase("references", 3_750)]
    [TestCase("dump-c", 2_500)]
    [TestCase("dump-raw", 2_500)]
    [TestCase("dump-layout", 2_500)]
    [TestCase("values", 400)]
    [TestCase("verify", 7_500)]
    [TestCase("rewrite", 750)]
    [TestCase("relocate", 5_000)]
    [TestCase("extension", 5_000)]
    [TestCase("core", 1_000)]
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
