using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A part of the work of <c>Btf.Fuzz</c>: more than 30,000 cases, the same in every run.</summary>
[TestFixture]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class FuzzSliceTests
{
    private const int Seed = 20240817;

    [TestCase("open", 9_000)]
    [TestCase("elf", 3_000)]
    [TestCase("compressed", 1_000)]
    [TestCase("walk", 800)]
    [TestCase("names", 1_500)]
    [TestCase("paths", 1_500)]
    [TestCase("sizes", 1_500)]
    [TestCase("references", 2_000)]
    [TestCase("dump-c", 1_500)]
    [TestCase("dump-raw", 1_500)]
    [TestCase("dump-layout", 1_500)]
    [TestCase("values", 300)]
    [TestCase("verify", 4_000)]
    [TestCase("rewrite", 500)]
    [TestCase("relocate", 3_000)]
    [TestCase("extension", 3_000)]
    [TestCase("core", 600)]
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
