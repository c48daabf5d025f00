using Btf.Core.Building;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Building;

/// <summary>An object that the library made has the offsets and the length that opening its bytes finds.</summary>
public sealed class WrittenOffsetsTests
{
    [TestCase(BtfByteOrder.LittleEndian)]
    [TestCase(BtfByteOrder.BigEndian)]
    public void A_kernel_that_was_rewritten_is_like_its_bytes(BtfByteOrder order)
    {
        using BtfObject running = BtfObject.Open(Oracles.KernelBtf());
        using BtfRewrite kernel = running.ChangeByteOrder(order);
        Check(kernel.Result);
    }

    [Test]
    public void An_object_of_few_types_is_like_its_bytes()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddStruct("pair", 8, ("first", number, 0), ("second", number, 32));
        using BtfObject few = builder.ToObject();
        Check(few);
    }

    [Test]
    public void An_object_without_types_is_like_its_bytes()
    {
        using BtfObject nothing = new BtfBuilder().ToObject();
        Check(nothing);
    }

    private static void Check(BtfObject btf)
    {
        uint[] reversed = [0, .. Enumerable.Range(1, btf.TypeCount).Reverse().Select(id => (uint)id)];
        using BtfConcatenation joined = BtfMerger.Concatenate(btf, btf);
        using BtfDeduplication deduplicated = BtfDeduplicator.Run(joined.Result);
        using BtfRewrite permuted = btf.Permute(reversed);
        using BtfRewrite sorted = btf.SortByName();
        using BtfRewrite stripped = btf.Strip(type => type.Kind == BtfKind.Func);
        var builder = new BtfBuilder { ByteOrder = btf.ByteOrder };
        builder.Append(btf);
        using BtfObject built = builder.ToObject();
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfObject result in (BtfObject[])[btf, joined.Result, deduplicated.Result, permuted.Result, sorted.Result, stripped.Result, built])
            {
                using BtfObject opened = BtfObject.FromMemory(result.RawData.ToArray());
                Assert.That(result.RecordOffsets.SequenceEqual(opened.RecordOffsets));
                Assert.That(result.RawData.Length, Is.EqualTo(result.Header.HeaderLength + result.TypeSection.Length + result.Strings.Length));
            }
        }
    }
}
