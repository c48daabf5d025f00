using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class AllocationTests
{
    [Test]
    public void No_public_call_allocates_once_it_is_warm([Values] bool bigEndian, [Values] bool split, [Values] NameLookup lookup)
    {
        using SurfaceSample sample = new(bigEndian, split, lookup: lookup);

        using (Assert.EnterMultipleScope())
        {
            foreach (SurfaceCall call in SurfaceTable.Calls.Where(call => !call.Traits.HasFlag(SurfaceTraits.Allocates)))
            {
                Assert.That(Allocations.Of(() => call.Call(sample)), Is.Zero, call.Member);
            }
        }
    }

    [Test]
    public void A_walk_over_all_of_the_running_kernel_allocates_nothing()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        Assert.That(Allocations.Of(() => Walk(kernel)), Is.Zero);
    }

    [Test]
    public void A_look_up_in_the_running_kernel_allocates_nothing_after_the_first()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        Assert.That(
            Allocations.Of(() =>
            {
                _ = kernel.FindType("sk_buff", BtfKind.Struct).AsComposite().Members[0].Type.Underlying;
                _ = kernel.FindTypes("").Count() + kernel.FindTypes("no such name"u8).Count();
            }),
            Is.Zero);
    }

    private static void Walk(BtfObject kernel)
    {
        int sum = 0;
        foreach (BtfType type in kernel.Types)
        {
            sum += type.Name.Utf8.Length;
            if (type.TryAsComposite(out BtfComposite composite))
            {
                foreach (BtfMember member in composite.Members)
                {
                    sum += member.Type.Underlying.Kind == BtfKind.Int ? member.BitfieldSize : 0;
                }
            }
        }
    }
}
