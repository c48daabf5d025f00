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

    [Test]
    public void An_interrupted_thread_still_waits_for_the_other_half()
    {
        using ManualResetEventSlim isStarted = new();
        using ManualResetEventSlim mayEnd = new();
        bool isDone = false;
        bool wasDone = false;
        bool isInterrupted = false;
        Thread thread = new(() =>
        {
            try
            {
                TwoThreads.Run(half =>
                {
                    if (half == 0)
                    {
                        // Not asleep, so that only the wait for the other half is interrupted.
                        while (!isStarted.IsSet)
                        {
                            Thread.SpinWait(100);
                        }
                    }
                    else
                    {
                        isStarted.Set();
                        mayEnd.Wait();
                        isDone = true;
                    }
                });
                wasDone = isDone;
                isInterrupted = IsInterrupted();
            }
            catch (ThreadInterruptedException)
            {
                // The halves were not waited for.
            }
        });
        thread.Start();
        Assert.That(SpinWait.SpinUntil(() => isStarted.IsSet && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(20)));
        thread.Interrupt();
        Assert.That(thread.Join(TimeSpan.FromMilliseconds(50)), Is.False);
        mayEnd.Set();
        Assert.That(thread.Join(TimeSpan.FromSeconds(20)));
        Assert.That((wasDone, isInterrupted), Is.EqualTo((true, true)));
    }

    /// <summary>Returns whether the thread was interrupted: then it cannot sleep.</summary>
    private static bool IsInterrupted()
    {
        try
        {
            Thread.Sleep(1);
            return false;
        }
        catch (ThreadInterruptedException)
        {
            return true;
        }
    }
}
