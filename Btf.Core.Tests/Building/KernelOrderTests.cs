using Btf.Core.Building;
using NUnit.Framework;

namespace Btf.Core.Tests.Building;

/// <summary>Sorts objects of so many types that two threads share the work.</summary>
public sealed class KernelOrderTests
{
    private const int ManyTypes = 40_000;

    [Test]
    public void The_running_kernel_is_put_in_the_order_of_a_plain_sort()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using BtfRewrite sorted = kernel.SortByName();
        byte[][] names = [.. kernel.Types.Select(type => type.Name.Utf8.ToArray())];
        int[] expected = [.. Enumerable.Range(0, names.Length).Order(Comparer<int>.Create((one, other) =>
            names[one].AsSpan().SequenceCompareTo(names[other]) is not 0 and int order ? order : one.CompareTo(other)))];

        Assert.That(names, Has.Length.GreaterThan(ManyTypes));
        Assert.That(expected.Select(index => sorted.Map((uint)index + 1)), Is.EqualTo(Enumerable.Range(1, names.Length).Select(id => (uint)id)));
        Assert.That(sorted.Result.IsSortedByName);
    }

    [TestCase(1)]
    [TestCase(ManyTypes)]
    public void A_missing_type_is_reported_whichever_thread_finds_it(int id)
    {
        var builder = new BtfBuilder();
        for (uint next = 1; next <= ManyTypes; next++)
        {
            builder.AddConst(next == id ? ManyTypes + 1 : 0u);
        }

        using BtfObject btf = BtfObject.FromMemory(builder.ToUncheckedArray());
        uint[] ids = [.. Enumerable.Range(0, ManyTypes + 1).Select(old => (uint)old)];

        BtfFormatException? error = Assert.Throws<BtfFormatException>(() => btf.Permute(ids).Dispose());

        Assert.That((error!.Error.Code, error.Error.TypeId), Is.EqualTo((BtfErrorCode.TypeIdOutOfRange, (uint)id)));
    }
}
