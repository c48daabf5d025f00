using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class BorrowedMemoryTests
{
    [Test]
    public void Names_point_into_the_callers_own_memory([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);

        ReadOnlySpan<byte> name = btf[1].Name.Utf8;
        bool overlaps = name.Overlaps(data, out int distance);

        Assert.That((overlaps, data.AsSpan(-distance, 4).SequenceEqual("int\0"u8)), Is.EqualTo((true, true)));
    }

    [Test]
    public void What_the_caller_writes_is_seen([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);
        int place = data.AsSpan().IndexOf("number_t\0"u8);

        data[place] = (byte)'N';

        Assert.That(btf[8].Name.ToString(), Is.EqualTo("Number_t"));
    }

    [Test]
    public void Memory_at_any_alignment_reads_the_same([Values] bool bigEndian, [Range(0, 9)] int shift)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        byte[] moved = new byte[data.Length + shift + 3];
        data.CopyTo(moved, shift);
        using BtfObject expected = BtfObject.FromMemory(data);
        using BtfObject btf = BtfObject.FromMemory(moved.AsMemory(shift, data.Length));

        Assert.That(Walker.Everything(btf), Is.EqualTo(Walker.Everything(expected)));
    }

    [Test]
    public void A_large_section_at_an_odd_address_reads_the_same([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        for (uint i = 0; i < 5000; i++)
        {
            builder.AddPointer(i);
        }

        byte[] data = builder.ToArray();
        byte[] moved = [0, .. data];
        using BtfObject expected = BtfObject.FromMemory(data);
        using BtfObject btf = BtfObject.FromMemory(moved.AsMemory(1));

        Assert.That(Walker.Everything(btf), Is.EqualTo(Walker.Everything(expected)));
    }

    [Test]
    public void The_callers_array_is_freed_once_the_object_is_collected([Values] bool dispose)
    {
        WeakReference array = Open(dispose);

        ProcessMaps.Collect();

        Assert.That(array.IsAlive, Is.False);
    }

    [Test]
    public void A_buffer_does_not_move_while_the_object_lives()
    {
        byte[] data = SampleBtf.EveryKind().ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);
        ulong expected = Walker.Everything(btf);

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.That(Walker.Everything(btf), Is.EqualTo(expected));
        Assert.That(btf[1].Name.Utf8.Overlaps(data), Is.True);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Open(bool dispose)
    {
        byte[] data = SampleBtf.EveryKind().ToArray();
        BtfObject btf = BtfObject.FromMemory(data);
        if (dispose)
        {
            btf.Dispose();
        }

        return new WeakReference(data);
    }
}
