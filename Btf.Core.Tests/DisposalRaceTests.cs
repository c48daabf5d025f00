using System.Collections.Concurrent;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class DisposalRaceTests
{
    private static readonly int _rounds = LongRun.Rounds(usual: 15, many: 200);
    private static readonly BtfNamePattern _names = BtfNamePattern.Glob("sk_*f*");

    // More threads than processors, so that readers are interrupted between a check and the next read, which is the risk.
    private static readonly int _readers = 4 * Math.Max(2, Environment.ProcessorCount);

    [Test]
    public void Readers_of_an_object_that_is_disposed_see_its_data_zeros_or_ObjectDisposedException()
    {
        string path = Oracles.KernelBtf();
        using BtfObject intact = BtfObject.Open(path);
        RecordWords[] expected = ReadAll(intact);
        Answers answers = new(intact);
        ConcurrentBag<string> complaints = [];
        int disposedReads = 0;
        for (int round = 0; round < _rounds && complaints.IsEmpty; round++)
        {
            BtfOpenOptions options = new() { MemoryMode = round % 2 == 0 ? BtfMemoryMode.Map : BtfMemoryMode.Copy };
            using BtfObject btf = BtfObject.Open(path, options);
            using Barrier start = new(_readers + 1);
            Thread[] readers = [.. Enumerable.Range(0, _readers).Select(seed => new Thread(() =>
            {
                start.SignalAndWait();
                if (ReadUntilDisposed(btf, expected, answers, (uint)seed * 7919, complaints))
                {
                    Interlocked.Increment(ref disposedReads);
                }
            }))];
            foreach (Thread reader in readers)
            {
                reader.Start();
            }

            start.SignalAndWait();

            // This waits for nothing: in each round the object is closed at another moment of the reads.
            Thread.Sleep(1 + (round % 4));
            btf.Dispose();
            foreach (Thread reader in readers)
            {
                reader.Join();
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(complaints, Is.Empty);
            Assert.That(disposedReads, Is.EqualTo(_rounds * _readers));
        }
    }

    [Test]
    public void Small_objects_may_be_disposed_while_others_read_them_100_000_times()
    {
        const int disposals = 100_000;
        byte[] data = SampleBtf.EveryKindToMap();
        using BtfObject intact = BtfObject.FromMemory(data);
        RecordWords[] expected = ReadAll(intact);
        Answers answers = new(intact);
        ConcurrentBag<string> complaints = [];
        BtfObject current = BtfObject.FromMemory(data);
        bool finished = false;
        int refused = 0;
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(seed => new Thread(() =>
        {
            while (!Volatile.Read(ref finished) && complaints.IsEmpty)
            {
                Interlocked.Add(ref refused, ReadUntilDisposed(Volatile.Read(ref current), expected, answers, (uint)seed, complaints) ? 1 : 0);
            }
        }))];
        foreach (Thread reader in readers)
        {
            reader.Start();
        }

        for (int i = 0; i < disposals && complaints.IsEmpty; i++)
        {
            BtfObject old = current;
            if (i % 2 == 0)
            {
                old.Dispose();
            }

            Volatile.Write(ref current, BtfObject.FromMemory(data));
            old.Dispose();
        }

        Volatile.Write(ref finished, true);
        current.Dispose();
        foreach (Thread reader in readers)
        {
            reader.Join();
        }

        Assert.That(complaints, Is.Empty);
        Assert.That(refused, Is.Positive);
    }

    [Test]
    public void Threads_may_dispose_an_object_at_once()
    {
        for (int round = 0; round < _rounds; round++)
        {
            using BtfObject btf = SampleBtf.EveryKind().ToObject();
            Parallel.For(0, _readers, _ => btf.Dispose());

            Assert.That(btf.IsDisposed, Is.True);
        }
    }

    private static bool ReadUntilDisposed(BtfObject btf, RecordWords[] expected, Answers answers, uint id, ConcurrentBag<string> complaints)
    {
        try
        {
            while (complaints.IsEmpty)
            {
                id = (id + 12_289) % (uint)expected.Length;
                Read(btf[id], expected[id], complaints);
                if (id % 1024 == 0)
                {
                    answers.Compare(btf, complaints);
                }

                if (id % 8192 == 0 && btf.SearchTypes(_names).Count() is int count && count != answers.Matches)
                {
                    complaints.Add($"{count} names match instead of {answers.Matches}");
                }
            }
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        catch (Exception e)
        {
            complaints.Add(e.ToString());
        }

        return false;
    }

    private static void Read(BtfType type, RecordWords expected, ConcurrentBag<string> complaints)
    {
        RecordWords read = new(type);
        if (!read.IsZeroOr(expected))
        {
            complaints.Add($"[{type.Id}] {read} instead of {expected}");
        }

        _ = type.Name.Utf8.Length + type.ByteLength + type.ByteOffset;
        switch (expected.Kind)
        {
            case BtfKind.Struct or BtfKind.Union:
                foreach (BtfMember member in type.AsComposite().Members)
                {
                    _ = member.Type.Underlying.Kind;
                    _ = member.Name.Utf8.Length;
                }

                break;
            case BtfKind.Enum or BtfKind.Enum64:
                foreach (BtfEnumValue value in type.AsEnum().Values)
                {
                    _ = value.UnsignedValue;
                }

                break;
            case BtfKind.Func:
                _ = type.AsFunction().Prototype.IsVariadic;
                break;
            case BtfKind.Ptr or BtfKind.Typedef or BtfKind.Const:
                _ = type.Target.Chain.Last();
                _ = type.ToString();
                break;
        }
    }

    private static RecordWords[] ReadAll(BtfObject btf)
    {
        RecordWords[] records = new RecordWords[btf.NextTypeId];
        foreach (BtfType type in btf.AllTypes)
        {
            records[type.Id] = new RecordWords(type);
        }

        return records;
    }

    /// <summary>The results of look-ups by name while the object is open.</summary>
    private sealed record Answers(uint Id, int Namesakes, int Matches)
    {
        public Answers(BtfObject btf)
            : this(IdOf(btf), btf.FindTypes("list_head").Count(), btf.SearchTypes(_names).Count())
        {
        }

        public void Compare(BtfObject btf, ConcurrentBag<string> complaints)
        {
            (uint id, int namesakes) = (IdOf(btf), btf.FindTypes("list_head").Count());
            if (id != Id || namesakes != Namesakes)
            {
                complaints.Add($"[{id}] and {namesakes} types of a name instead of [{Id}] and {Namesakes}");
            }
        }

        private static uint IdOf(BtfObject btf) => btf.TryFindType("sk_buff", BtfKind.Struct, out BtfType found) ? found.Id : 0;
    }

    private readonly record struct RecordWords(BtfKind Kind, int Vlen, bool KindFlag, uint NameOffset, uint SizeOrType)
    {
        public RecordWords(BtfType type)
            : this(type.Kind, type.Vlen, type.KindFlag, type.NameOffset, type.SizeOrType)
        {
        }

        public bool IsZeroOr(RecordWords expected) =>
            (Kind == 0 || Kind == expected.Kind) && (Vlen == 0 || Vlen == expected.Vlen) && (!KindFlag || expected.KindFlag) &&
            (NameOffset == 0 || NameOffset == expected.NameOffset) && (SizeOrType == 0 || SizeOrType == expected.SizeOrType);
    }
}
