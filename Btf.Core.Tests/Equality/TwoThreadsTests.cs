using Btf.Core.Equality;
using NUnit.Framework;

namespace Btf.Core.Tests.Equality;

/// <summary>Work in two halves.</summary>
[TestFixture]
[NonParallelizable]
public sealed class TwoThreadsTests
{
    [Test]
    public void Both_halves_are_done_while_all_threads_of_the_pool_are_busy()
    {
        using ManualResetEventSlim isOver = new();
        Task[] busy = [.. Enumerable.Range(0, 200).Select(_ => Task.Run(isOver.Wait))];
        int[] calls = new int[2];
        try
        {
            // Alone, so that no other task of the pool waits behind these.
            Thread thread = new(() => TwoThreads.Run(half => calls[half]++));
            thread.Start();
            Assert.That(thread.Join(TimeSpan.FromSeconds(20)), Is.True);
        }
        finally
        {
            isOver.Set();
            Task.WaitAll(busy);
        }

        Assert.That(calls, Is.EqualTo((int[])[1, 1]));
    }

    [Test]
    public void The_first_half_that_fails_tells_why()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.That(() => TwoThreads.Run(half => throw new InvalidOperationException($"{half}")), Throws.InvalidOperationException.With.Message.EqualTo("0"));
            Assert.That(() => TwoThreads.Run(half => _ = half == 0 ? 0 : throw new InvalidOperationException("second")), Throws.InvalidOperationException);
        }
    }
}
