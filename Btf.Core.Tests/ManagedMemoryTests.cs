using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class ManagedMemoryTests
{
    private const long BytesPerNamedType = 8;
    private const long Fixed = 1024;
    private const int Attempts = 3;
    private const int Objects = 32;

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

    // The median of several, of many objects each: what else is kept and freed meanwhile, by other threads and by pools, is little beside that.
    private static void AssertKept(Func<BtfObject> open)
    {
        (long Opened, long Indexed)[] kept = [.. Enumerable.Range(0, Attempts).Select(_ => Measure(open))];
        using BtfObject btf = open();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Median(kept.Select(bytes => bytes.Opened)), Is.InRange(1, Fixed), "the offset index is off the managed heap");
            Assert.That(Median(kept.Select(bytes => bytes.Indexed)), Is.InRange(1, Fixed + NamedCount(btf)), "so is the table of names, but for the few that types share");
            Assert.That(btf.NameIndex!.KeptBytes, Is.InRange(NamedCount(btf), (NamedCount(btf) * BytesPerNamedType) + Fixed));
        }
    }

    private static (long Opened, long Indexed) Measure(Func<BtfObject> open)
    {
        var objects = new BtfObject[Objects];
        long empty = Collected();
        foreach (ref BtfObject btf in objects.AsSpan())
        {
            btf = open();
        }

        long opened = Collected();
        foreach (BtfObject btf in objects)
        {
            _ = btf.FindTypes("task_struct").Count;
        }

        long indexed = Collected();
        foreach (BtfObject btf in objects)
        {
            btf.Dispose();
        }

        return ((opened - empty) / Objects, (indexed - opened) / Objects);
    }

    private static double Median(IEnumerable<long> values) => values.Order().ElementAt(Attempts / 2);

    private static long Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
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
