using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class ThreadTests
{
    private const int Rounds = 20;
    private const int NameCount = 2_000;
    private static readonly int _threads = Math.Max(4, Environment.ProcessorCount);

    [Test]
    public void All_threads_see_the_same_answers_from_the_first_look_up_on()
    {
        string path = Oracles.KernelBtf();
        using BtfObject reference = BtfObject.Open(path);
        string[] names = Names(reference);
        List<uint>[] expected = [.. names.Select(name => reference.FindTypes(name).ToIds())];
        long checksum = Checksum(reference);
        for (int round = 0; round < Rounds; round++)
        {
            using BtfObject btf = BtfObject.Open(path);
            var indexes = new NameIndex[_threads];
            int[] wrong = new int[_threads];
            long[] checksums = new long[_threads];
            RunTogether(thread =>
            {
                for (int i = 0; i < names.Length; i++)
                {
                    int turn = (i + (thread * 97)) % names.Length;
                    wrong[thread] += btf.FindTypes(names[turn]).ToIds().SequenceEqual(expected[turn]) ? 0 : 1;
                }

                indexes[thread] = btf.NameIndex!;
                checksums[thread] = Checksum(btf);
            });

            using (Assert.EnterMultipleScope())
            {
                Assert.That(wrong, Has.All.Zero);
                Assert.That(indexes, Has.All.SameAs(indexes[0]));
                Assert.That(checksums, Has.All.EqualTo(checksum));
            }
        }
    }

    [Test]
    public void Threads_that_race_for_the_index_get_one_instance()
    {
        byte[] data = SampleBtf.EveryKind().ToArray();
        for (int round = 0; round < 500; round++)
        {
            using BtfObject btf = BtfObject.FromMemory(data);
            var indexes = new NameIndex[_threads];
            Parallel.For(0, _threads, thread => indexes[thread] = btf.NameIndex!);

            Assert.That(indexes, Has.All.SameAs(indexes[0]));
        }
    }

    private static void RunTogether(Action<int> work)
    {
        using Barrier start = new(_threads);
        Exception?[] failures = new Exception?[_threads];
        Thread[] threads = [.. Enumerable.Range(0, _threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work(index);
            }
            catch (Exception e)
            {
                failures[index] = e;
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.That(failures, Has.All.Null);
    }

    private static string[] Names(BtfObject btf)
    {
        List<string> names = ["no_such_name"];
        int step = Math.Max(1, btf.TypeCount / NameCount);
        for (int i = 0; i < btf.TypeCount; i += step)
        {
            BtfString name = btf[btf.FirstTypeId + (uint)i].Name;
            if (!name.IsEmpty)
            {
                names.Add(name.ToString());
            }
        }

        return [.. names];
    }

    private static long Checksum(BtfObject btf)
    {
        long sum = 0;
        foreach (BtfType type in btf.Types)
        {
            sum = (sum * 31) + type.SizeOrType + type.Vlen + (uint)type.Kind + (uint)type.Name.Utf8.Length;
        }

        return sum;
    }
}
