using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfValueTests
{
    private readonly Memory _memory = new();

    [Test]
    public void Members_elements_and_pointers_are_reached_by_name()
    {
        using BtfObject btf = Tasks();
        byte[] task = Task(7, 0x2000, 0x1000);
        _memory.Add(0x2000, Task(8, 0x1000, 0x1000));
        BtfValue value = new(btf.FindType("task", BtfKind.Struct), task, 0x1000);

        Assert.That(value["pid"].ReadInt64(), Is.EqualTo(7));
        Assert.That(value["comm"].ReadString(), Is.EqualTo("t7"));
        Assert.That(value["comm"][1].ReadUInt64(), Is.EqualTo((ulong)'7'));
        Assert.That(value["tasks"]["next"].Follow(_memory)["next"].ReadUInt64() & 0xFFFF_FFFF, Is.EqualTo(8));
        Assert.That(value["tasks"].Address, Is.EqualTo(0x1010));
        Assert.That(value["pid"].ToString(), Is.EqualTo("(int)7"));
        Assert.That(value.TryGetMember("none", out _), Is.False);
        Assert.Throws<KeyNotFoundException>(() => _ = value["none"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = value["comm"][8]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_list_ends_at_its_head_and_a_loop_in_memory_ends(bool addressIsKnown)
    {
        using BtfObject btf = Tasks();
        BtfType list = btf.FindType("list_head", BtfKind.Struct);
        _memory.Add(0x1000, Task(1, 0x2010, 0x9000));
        _memory.Add(0x2000, Task(2, 0x3010, 0x1010));
        _memory.Add(0x3000, Task(3, 0x9000, 0x2010));
        BtfValue head = new(list, Pair(0x1010, 0x3010), addressIsKnown ? 0x9000u : 0);

        Assert.That(head.FollowList("task.tasks", _memory).Select(task => task["pid"].ReadInt64()), Is.EqualTo(new long[] { 1, 2, 3 }));

        // The third leads back to the second, and never to the head.
        _memory.Add(0x3000, Task(3, 0x2010, 0x2010));
        BtfValue lost = new(list, Pair(0x1010, 0x4444), addressIsKnown ? 0x9000u : 0);
        Assert.That(lost.FollowList("task.tasks", _memory).Count(), Is.EqualTo(3));
    }

    [Test]
    public void A_list_of_hash_nodes_ends_at_null_and_at_a_loop()
    {
        using BtfObject btf = Tasks();
        BtfType list = btf.FindType("hlist_head", BtfKind.Struct);
        _memory.Add(0x1000, Item(1, 0x2008));
        _memory.Add(0x2000, Item(2, 0x3008));
        _memory.Add(0x3000, Item(3, 0));
        BtfValue head = new(list, BitConverter.GetBytes(0x1008UL), 0x9000);

        Assert.That(head.FollowList("item.node", _memory).Select(item => item["number"].ReadInt64()), Is.EqualTo(new long[] { 1, 2, 3 }));
        Assert.That(new BtfValue(list, new byte[8]).FollowList("item.node", _memory), Is.Empty);

        _memory.Add(0x3000, Item(3, 0x2008));
        Assert.That(head.FollowList("item.node", _memory).Count(), Is.EqualTo(3));

        _memory.Add(0x3000, Item(3, 0x7777));
        Assert.That(head.FollowList("item.node", _memory).Count(), Is.EqualTo(3), "Unreadable memory ends the list.");
        Assert.Throws<InvalidOperationException>(() => new BtfValue(btf.FindType("task", BtfKind.Struct), new byte[32]).FollowList("item.node", _memory).Count());
    }

    [Test]
    public void A_path_over_pointers_is_bound_once()
    {
        using BtfObject btf = Tasks();
        _memory.Add(0x3000, Pair(0x5000, 0));
        _memory.Add(0x5000, Pair(0x77, 0));
        BtfIndirectField<ulong> field = BtfIndirectField<ulong>.Bind(btf, "task.tasks.next->next->next");

        Assert.That(field.Read(Task(1, 0x3000, 0), _memory), Is.EqualTo(0x77));
        Assert.That(field.TryRead(Task(1, 0, 0), _memory, out _), Is.False);
        Assert.Throws<IOException>(() => field.Read(Task(1, 0x666, 0), _memory));
    }

    private static BtfObject Tasks()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint pointer = builder.NextTypeId;
        builder.AddPointer(pointer + 1);
        uint list = builder.AddStruct("list_head", 16, ("next", pointer, 0), ("prev", pointer, 64));
        builder.AddStruct("task", 32, ("pid", number, 0), ("comm", builder.AddArray(character, number, 8), 32), ("tasks", list, 128));
        builder.AddInt("long", 8, BtfIntEncoding.Signed);
        uint node = builder.NextTypeId;
        builder.AddStruct("hlist_node", 16, ("next", node + 1, 0), ("pprev", node + 1, 64));
        builder.AddPointer(node);
        builder.AddStruct("hlist_head", 8, ("first", node + 1, 0));
        builder.AddStruct("item", 24, ("number", number, 0), ("node", node, 64));
        return BtfObject.FromMemory(builder.ToArray());
    }

    private static byte[] Item(byte number, ulong next) => [number, 0, 0, 0, 0, 0, 0, 0, .. Pair(next, 0)];

    private static byte[] Task(byte pid, ulong next, ulong previous)
    {
        byte[] task = new byte[32];
        task[0] = pid;
        task[4] = (byte)'t';
        task[5] = (byte)('0' + pid);
        Pair(next, previous).CopyTo(task, 16);
        return task;
    }

    private static byte[] Pair(ulong first, ulong second) => [.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second)];

    private sealed class Memory : IBtfMemoryReader
    {
        private readonly Dictionary<ulong, byte[]> _pages = [];

        public void Add(ulong address, byte[] bytes) => _pages[address] = bytes;

        public bool TryRead(ulong address, Span<byte> destination)
        {
            foreach ((ulong start, byte[] bytes) in _pages)
            {
                if (address >= start && address - start + (ulong)destination.Length <= (ulong)bytes.Length)
                {
                    bytes.AsSpan((int)(address - start), destination.Length).CopyTo(destination);
                    return true;
                }
            }

            return false;
        }
    }
}
