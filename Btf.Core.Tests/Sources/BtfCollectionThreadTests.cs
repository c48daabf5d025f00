using System.Collections.Concurrent;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class BtfCollectionThreadTests
{
    private const int Threads = 4;
    private const int Additions = 100;

    [Test]
    public void A_module_that_many_threads_need_first_is_opened_once()
    {
        using var directory = new TemporaryDirectory();
        KernelDirectory.Write(directory);
        for (int round = 0; round < 30; round++)
        {
            using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
            var objects = new BtfObject[Threads];
            int[] found = new int[Threads];
            Run(i =>
            {
                objects[i] = all["alpha"];
                found[i] = all.FindTypes("only_beta").Count();
            });

            Assert.That(objects, Is.All.SameAs(objects[0]));
            Assert.That(found, Is.All.EqualTo(1));
        }
    }

    [Test]
    public void Readers_see_whole_answers_while_others_add()
    {
        using var directory = new TemporaryDirectory();
        KernelDirectory.Write(directory);
        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        int wrong = 0;
        Run(thread =>
        {
            for (int i = 0; i < Additions; i++)
            {
                string name = $"m{thread}-{i}";
                all.Add(name, BtfObject.FromMemory(KernelDirectory.Beta, all.Base));
                bool found = all.TryFindType("only_alpha", BtfKind.Struct, out BtfCollectionMatch match) && match.ObjectName == "alpha";
                bool there = all.TryGetObject(name, out BtfObject? mine) && mine.TypeCount == 2;
                if (!found || !there)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Zero);
            Assert.That(all.Names, Has.Length.EqualTo(Threads * Additions + 3));
        }
    }

    [Test]
    public void Readers_of_a_collection_that_is_disposed_get_answers_or_are_told()
    {
        using var directory = new TemporaryDirectory();
        KernelDirectory.Write(directory);
        var unexpected = new ConcurrentQueue<string>();
        for (int round = 0; round < 50; round++)
        {
            BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
            Run(thread =>
            {
                try
                {
                    if (thread == 0)
                    {
                        all.Dispose();
                    }

                    for (int i = 0; i < 20; i++)
                    {
                        (int, int) answers = (all.FindTypes("only_beta").Count(), all["alpha"].TypeCount);
                        if (answers != (1, 3))
                        {
                            unexpected.Enqueue(answers.ToString());
                        }
                    }
                }
                catch (ObjectDisposedException)
                {
                }
                catch (Exception e)
                {
                    unexpected.Enqueue(e.ToString());
                }
            });
        }

        Assert.That(unexpected, Is.Empty);
    }

    private static void Run(Action<int> work)
    {
        using var start = new Barrier(Threads);
        Task[] tasks = [.. Enumerable.Range(0, Threads).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                work(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(tasks);
    }
}
