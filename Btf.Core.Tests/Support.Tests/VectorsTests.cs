using System.Security.Cryptography;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class VectorsTests
{
    [TestCaseSource(typeof(Vectors), nameof(Vectors.Families))]
    public void Every_vector_of_a_family_reads(string family)
    {
        IReadOnlyList<BtfVector> vectors = Vectors.Read(family);

        Assert.That(vectors, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfVector vector in vectors)
            {
                string[] hashes = [Hash(vector.Blob), Hash([.. vector.Bases.SelectMany(bytes => bytes), .. vector.Blob])];
                Assert.That(hashes, Does.Contain(vector.Json.GetProperty("sha256").GetString()), vector.Id);
            }
        }
    }

    [Test]
    public void Swapping_gives_the_other_byte_order_of_the_endian_family()
    {
        IReadOnlyList<BtfVector> vectors = Vectors.Read("endian");

        using (Assert.EnterMultipleScope())
        {
            foreach (BtfVector vector in vectors)
            {
                Assert.That(ByteSwapper.Swap(vector.Blob), Is.EqualTo(vector.Slice("swapped")), vector.Id);
            }
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
