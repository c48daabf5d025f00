using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class ManagedMemoryTests
{
    private const double BytesPerType = 4.2;
    private const long BytesPerNamedType = 8;
    private const long Fixed = 1024;

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

    private static void AssertKept(Func<BtfObject> open)
    {
        using (BtfObject warm = open())
        {
            _ = warm.FindTypes("task_struct").Count;
        }

        long empty = Collected();
        using BtfObject btf = open();
        long opened = Collected();
        _ = btf.FindTypes("task_struct").Count;
        long indexed = Collected();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened - empty, Is.LessThanOrEqualTo((long)(btf.TypeCount * BytesPerType) + Fixed));
            Assert.That(indexed - opened, Is.LessThanOrEqualTo((NamedCount(btf) * BytesPerNamedType) + Fixed));
        }
    }

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
