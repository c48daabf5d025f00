using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The harness finds a case that breaks each of its bounds. A fuzzer that cannot fail proves nothing.</summary>
public sealed class FuzzHarnessTests
{
    // More than what the runtime itself allocates in a thread now and then, for instance while it replaces code.
    private const int ManagedBound = 100_000;

    [Test]
    public void A_case_that_stays_within_all_bounds_passes() => Assert.That(Run(_ => true).Failure, Is.Null);

    [Test]
    public void A_case_that_throws_fails() => Assert.That(Run(_ => throw new InvalidDataException("odd")).Failure, Does.Contain("odd"));

    [Test]
    public void A_case_that_takes_long_fails()
    {
        // The times are far apart, because the host of a virtual machine may take a processor away for a while, which counts as the thread's time.
        var much = TimeSpan.FromMilliseconds(50);
        TimeSpan limit = much / 10;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(FuzzHarness.Limit, Is.EqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(Run(_ => Spin(much)).Failure, Is.Null);
            Assert.That(Run(_ => Spin(much), limit).Failure, Does.StartWith("It took"));
        }
    }

    [Test]
    public void A_case_that_allocates_much_fails() => Assert.That(Run(_ => new byte[2 * ManagedBound].Length > 0).Failure, Does.StartWith("It allocated"));

    [NonParallelizable]
    [Test]
    public void A_case_that_holds_much_off_the_managed_heap_fails()
    {
        NativeMemoryUse.Require();
        int much = (int)FuzzTargets.NativeBound(0) * 2;

        Assert.That(Run(_ => Hold(much)).Failure, Does.StartWith("It held"));
    }

    private static FuzzResult Run(Func<FuzzInput, bool> run, TimeSpan? limit = null)
    {
        using FuzzHarness harness = new(new FuzzTarget("test", "", FuzzForm.Raw, run, _ => ManagedBound), limit: limit);
        return harness.Run([]);
    }

    private static bool Spin(TimeSpan time)
    {
        // Uses processor time, which is bounded.
        TimeSpan end = ThreadTime.Now + time;
        while (ThreadTime.Now < end)
        {
        }

        return true;
    }

    private static bool Hold(int length)
    {
        using BtfMemory memory = OwnMemory.Allocate(length);
        return memory.Length == length;
    }
}
