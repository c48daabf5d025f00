using System.Runtime.Versioning;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Small memories share slabs. As soon as all parts of a slab are closed, its pages are reused at other addresses.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed unsafe class MemorySlabTests
{
    private const int PartLength = 64 * 1024;

    // More than fit into the slabs that wait for open parts.
    private const int Many = 8 * MemorySlab.Length / PartLength;

    [Test]
    public void Closing_clears_the_data_and_what_is_attached()
    {
        SlabMemory memory = SlabMemory.TryCreate(5000, room: 1000)!;
        new Span<byte>(memory.Start, 5000).Fill(7);
        byte* attached = memory.Attach(1000);
        new Span<byte>(attached, 1000).Fill(8);
        bool behind = attached == memory.Start + 5000;

        memory.Close();

        Assert.That((behind, new Span<byte>(memory.Start, memory.Capacity).ContainsAnyExcept((byte)0)), Is.EqualTo((true, false)));
        GC.KeepAlive(memory);
    }

    [Test]
    public void A_late_reader_never_sees_the_data_of_another_memory()
    {
        List<SlabMemory> closed = [];
        for (int i = 0; i < Many; i++)
        {
            SlabMemory memory = Filled(0xAA);
            memory.Close();
            closed.Add(memory);
        }

        SlabMemory open = Filled(0xBB);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(closed.Any(memory => memory.Span.ContainsAnyExcept((byte)0)), Is.False);
            Assert.That(closed.Select(memory => (nint)memory.Start).Append((nint)open.Start).Distinct().Count(), Is.EqualTo(Many + 1), "one place for two");
            Assert.That(open.Span.ContainsAnyExcept((byte)0xBB), Is.False);
        }

        open.Close();
        GC.KeepAlive(closed);
    }

    [Test]
    public void Closed_memories_keep_addresses_and_no_memory()
    {
        List<SlabMemory> closed = [];
        for (int i = 0; i < Many; i++)
        {
            Fill(closed, 1);
        }

        long before = ProcessMaps.AnonymousResidentKiB();
        int mappings = ProcessMaps.Count();
        for (int i = 0; i < 4 * Many; i++)
        {
            Fill(closed, 1);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProcessMaps.AnonymousResidentKiB() - before, Is.LessThan(Many * PartLength / 1024), $"{4 * Many * PartLength / 1024} KiB went through");
            Assert.That(ProcessMaps.Count() - mappings, Is.LessThan(50));
            Assert.That(ProcessMaps.PermissionsAt((nint)closed[0].Start), Is.EqualTo("r--p"), "the system counts writable pages as committed memory");
        }

        GC.KeepAlive(closed);
    }

    [Test]
    public void Memories_that_stay_open_keep_their_data_and_the_oldest_slab_gives_the_rest_back()
    {
        // More than the number of slabs that may wait for their parts.
        List<SlabMemory> kept = [];
        List<SlabMemory> closed = [];
        for (int i = 0; i < 6; i++)
        {
            kept.Add(Filled(0xCC));
            Fill(closed, MemorySlab.Length / PartLength);
        }

        // The first may share its slab with memory of other tests.
        SlabMemory oldest = kept[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Exists(memory => memory.Span.ContainsAnyExcept((byte)0xCC)), Is.False);
            Assert.That(ProcessMaps.WrittenKiBAt((nint)oldest.Start), Is.LessThan(2 * PartLength / 1024));
        }

        kept.ForEach(memory => memory.Close());

        Assert.That((oldest.Span.ContainsAnyExcept((byte)0), ProcessMaps.WrittenKiBAt((nint)oldest.Start)), Is.EqualTo((false, 0)));
        GC.KeepAlive(kept);
        GC.KeepAlive(closed);
    }

    [Test]
    public void A_memory_that_threads_close_at_once_is_closed_once()
    {
        SlabMemory kept = Filled(0xDD);
        for (int round = 0; round < Many; round++)
        {
            SlabMemory memory = Filled(1);
            Parallel.For(0, 4, _ => memory.Close());
        }

        Assert.That(kept.Span.ContainsAnyExcept((byte)0xDD), Is.False, "its slab was treated as closed");
        kept.Close();
    }

    [Test]
    public void Addresses_are_used_again_once_they_were_collected()
    {
        HashSet<nint> starts = [];
        int rounds = 0;
        bool again = false;
        for (; rounds < 50 && !again; rounds++)
        {
            again = Cycle(starts);
            ProcessMaps.Collect();
        }

        Assert.That(again, Is.True);
    }

    [Test]
    public void Threads_have_memories_of_their_own()
    {
        int wrong = 0;
        Parallel.For(0, 4, thread =>
        {
            Random random = new(thread);
            List<(SlabMemory Memory, byte Value)> open = [];
            for (int i = 0; i < 3_000; i++)
            {
                byte value = (byte)random.Next(1, 256);
                SlabMemory memory = SlabMemory.TryCreate(random.Next(1, PartLength), room: 0)!;
                if (memory.Span.ContainsAnyExcept((byte)0))
                {
                    Interlocked.Increment(ref wrong);
                }

                new Span<byte>(memory.Start, memory.Length).Fill(value);
                open.Add((memory, value));
                int place = random.Next(open.Count);
                (memory, value) = open[place];
                if (memory.Span.ContainsAnyExcept(value))
                {
                    Interlocked.Increment(ref wrong);
                }

                if (open.Count > random.Next(40))
                {
                    memory.Close();
                    open.RemoveAt(place);
                }
            }

            foreach ((SlabMemory memory, byte value) in open)
            {
                if (memory.Span.ContainsAnyExcept(value))
                {
                    Interlocked.Increment(ref wrong);
                }

                memory.Close();
            }
        });

        Assert.That(wrong, Is.Zero);
    }

    private static bool Cycle(HashSet<nint> starts)
    {
        bool again = false;
        for (int i = 0; i < MemorySlab.Length / PartLength; i++)
        {
            SlabMemory memory = Filled(1);
            again |= !starts.Add((nint)memory.Start);
            memory.Close();
        }

        return again;
    }

    private static void Fill(List<SlabMemory> closed, int count)
    {
        for (int i = 0; i < count; i++)
        {
            SlabMemory memory = Filled(0xAA);
            memory.Close();
            closed.Add(memory);
        }
    }

    private static SlabMemory Filled(byte value)
    {
        SlabMemory memory = SlabMemory.TryCreate(PartLength, room: 0)!;
        new Span<byte>(memory.Start, memory.Length).Fill(value);
        return memory;
    }
}
