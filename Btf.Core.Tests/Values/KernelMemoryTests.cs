using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Core dumps in the form of <c>/proc/kcore</c>: complete, truncated, and wrong.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class KernelMemoryTests
{
    private const ulong High = 0xffff_ffff_8100_0000;

    [Test]
    public void Bytes_are_read_where_a_segment_has_them()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("core", Core((High, 16, 512), (0x1000, 8, 528)));
        Assert.That(KernelMemory.TryOpen(path, out KernelMemory? memory, out _), Is.True);
        using (memory)
        {
            Assert.That(Read(memory!, High, 4), Is.EqualTo(new byte[] { 0, 1, 2, 3 }));
            Assert.That(Read(memory!, High + 12, 4), Is.EqualTo(new byte[] { 12, 13, 14, 15 }));
            Assert.That(Read(memory!, 0x1000, 8), Is.EqualTo(new byte[] { 16, 17, 18, 19, 20, 21, 22, 23 }));
            Assert.That(Read(memory!, High + 13, 4), Is.Null, "It ends after the segment.");
            Assert.That(Read(memory!, High - 1, 1), Is.Null);
            Assert.That(Read(memory!, ulong.MaxValue, 2), Is.Null);
            Assert.That(Read(memory!, 0x1008, 1), Is.Null);
        }
    }

    [Test]
    public void A_list_of_the_kernel_is_walked_through_a_dump()
    {
        BtfBuilder builder = new();
        uint pointer = builder.NextTypeId;
        builder.AddPointer(pointer + 1);
        uint list = builder.AddStruct("list_head", 16, ("next", pointer, 0), ("prev", pointer, 64));
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddStruct("item", 24, ("list", list, 0), ("number", number, 128));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        byte[] core = Core((High, 64, 512));
        byte[] items =
        [
            .. BitConverter.GetBytes(High + 40), .. BitConverter.GetBytes(High + 40), .. new byte[24], .. BitConverter.GetBytes(High), .. BitConverter.GetBytes(High), 42, 0, 0, 0, 0, 0, 0, 0,
        ];
        using TemporaryFolder folder = new();
        string path = folder.Write("core", [.. core[..512], .. items]);
        Assert.That(KernelMemory.TryOpen(path, out KernelMemory? memory, out _), Is.True);
        using (memory)
        {
            byte[] head = Read(memory!, High, 16)!;
            BtfValue value = new(btf.FindType("list_head", BtfKind.Struct), head, High);
            Assert.That(value.FollowList("item.list", memory!).Select(item => item["number"].ReadInt64()), Is.EqualTo(new long[] { 42 }));
        }
    }

    [Test]
    public void A_dump_that_is_cut_ends_where_it_is_cut()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("core", Core((High, 16, 512)).AsSpan(0, 520));
        Assert.That(KernelMemory.TryOpen(path, out KernelMemory? memory, out _), Is.True);
        using (memory)
        {
            Assert.That(Read(memory!, High, 8), Is.Not.Null);
            Assert.That(Read(memory!, High, 9), Is.Null);
        }
    }

    [Test]
    public void Segments_that_no_file_can_have_are_passed_over()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("core", Core((High, ulong.MaxValue, 512), (0x1000, 8, ulong.MaxValue - 4), (0x2000, long.MaxValue, 600)));
        Assert.That(KernelMemory.TryOpen(path, out KernelMemory? memory, out _), Is.True);
        using (memory)
        {
            Assert.That(Read(memory!, High, 1), Is.Null);
            Assert.That(Read(memory!, 0x1000, 1), Is.Null);
            Assert.That(Read(memory!, 0x2000, 1), Is.Null);
        }
    }

    [TestCase(0, 0, "not a 64-bit ELF core dump")]
    [TestCase(4, 1, "not a 64-bit ELF core dump")]
    [TestCase(5, 2, "not a 64-bit ELF core dump")]
    public void Another_file_is_refused(int place, byte value, string message)
    {
        byte[] core = Core((High, 16, 512));
        core[place] = value;
        using TemporaryFolder folder = new();

        Assert.That(KernelMemory.TryOpen(folder.Write("core", core), out _, out BtfError error), Is.False);
        Assert.That(error.Message, Does.Contain(message));
        Assert.That(KernelMemory.TryOpen(folder.Write("short", core.AsSpan(0, 40)), out _, out _), Is.False);
        Assert.That(KernelMemory.TryOpen(folder.PathOf("none"), out _, out BtfError missing), Is.False);
        Assert.That(missing.Message, Does.Contain("cannot be read"));
    }

    private static byte[]? Read(KernelMemory memory, ulong address, int count)
    {
        byte[] bytes = new byte[count];
        return memory.TryRead(address, bytes) ? bytes : null;
    }

    // 512 bytes of headers, followed by ascending bytes.
    private static byte[] Core(params (ulong Address, ulong Length, ulong Offset)[] segments)
    {
        byte[] core = [.. new byte[512], .. Enumerable.Range(0, 64).Select(i => (byte)i)];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, BitConverter.IsLittleEndian ? (byte)1 : (byte)2, 1]).CopyTo(core);
        BitConverter.TryWriteBytes(core.AsSpan(32), 64UL);
        BitConverter.TryWriteBytes(core.AsSpan(56), (ushort)segments.Length);
        for (int i = 0; i < segments.Length; i++)
        {
            Span<byte> entry = core.AsSpan(64 + i * 56);
            BitConverter.TryWriteBytes(entry, 1);
            BitConverter.TryWriteBytes(entry[8..], segments[i].Offset);
            BitConverter.TryWriteBytes(entry[16..], segments[i].Address);
            BitConverter.TryWriteBytes(entry[32..], segments[i].Length);
        }

        return core;
    }
}
