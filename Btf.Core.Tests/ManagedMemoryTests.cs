using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class ManagedMemoryTests
{
    private const long BytesPerNamedType = 8;
    private const long Fixed = 2048;
    private const int Opens = 3;

    [Test]
    public void The_running_kernel_keeps_little_on_the_managed_heap() => AssertKept(() => BtfObject.Open(Oracles.KernelBtf()));

    [TestCase("kernels/amd64-6.12.117+deb12-cloud/vmlinux.btf")]
    [TestCase("btf-rs/btf/vmlinux")]
    public void A_kernel_of_the_corpus_keeps_little_on_the_managed_heap(string path)
    {
        byte[] data = Corpus.ReadBtf(path);
        AssertKept(() => BtfObject.FromMemory(data));
    }

    [Test]
    public void A_kernel_of_the_other_byte_order_keeps_no_more()
    {
        byte[] data = ByteSwapper.Swap(File.ReadAllBytes(Oracles.KernelBtf()));
        AssertKept(() => BtfObject.FromMemory(data));
    }

    // Kept memory was allocated before, and the allocations of a thread can be counted exactly, whatever other threads do.
    private static void AssertKept(Func<BtfObject> open)
    {
        using (BtfObject first = open())
        {
            // Objects that are made once per process.
            _ = first.FindTypes("task_struct").Count();
        }

        // A list that all objects share may grow meanwhile, so the least of several counts.
        long opened = long.MaxValue;
        long indexed = long.MaxValue;
        for (int i = 0; i < Opens; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using BtfObject btf = open();
            opened = Math.Min(opened, GC.GetAllocatedBytesForCurrentThread() - before);
            before = GC.GetAllocatedBytesForCurrentThread();
            _ = btf.FindTypes("task_struct").Count();
            indexed = Math.Min(indexed, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        using BtfObject last = open();
        int named = NamedCount(last);
        Assert.That(last.FindTypes("task_struct").Count(), Is.Positive);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.InRange(1, Fixed), "the offset index is off the managed heap");
            Assert.That(indexed, Is.InRange(1, Fixed + named), "so is the table of names, but for the few that types share");
            Assert.That(last.NameIndex!.KeptBytes, Is.InRange(named, (named * BytesPerNamedType) + Fixed));
        }
    }

    private static int NamedCount(BtfObject btf)
    {
        int count = 0;
        foreach (BtfType type in btf.Types)
        {
            count += type.NameOffset != 0 ? 1 : 0;
        }

        return count;
    }
}
