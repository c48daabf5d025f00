using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The same types written by libbpf in both byte orders.</summary>
[TestFixture]
public sealed class VectorEndianTests
{
    [Test]
    public void Every_field_is_the_same_in_both_byte_orders()
    {
        IReadOnlyList<BtfVector> vectors = Vectors.Read("endian");

        using (Assert.EnterMultipleScope())
        {
            foreach (BtfVector vector in vectors)
            {
                using BtfObject btf = BtfObject.FromMemory(vector.Blob);
                using BtfObject swapped = BtfObject.FromMemory(vector.Slice("swapped"));
                Assert.That(swapped.ByteOrder, Is.Not.EqualTo(btf.ByteOrder), vector.Id);
                Assert.That(swapped.TypeCount, Is.EqualTo(btf.TypeCount).And.Positive, vector.Id);
                Assert.That(swapped.PointerSize, Is.EqualTo(btf.PointerSize), vector.Id);
                Assert.That(TextComparison.FirstDifference(DumpText.Raw(swapped), DumpText.Raw(btf)), Is.Null, vector.Id);
                Assert.That(ViewWalk.Over(swapped).PropertyCount, Is.EqualTo(ViewWalk.Over(btf).PropertyCount), vector.Id);
            }
        }
    }
}
