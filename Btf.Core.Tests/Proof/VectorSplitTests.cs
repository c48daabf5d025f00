using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Chains of base and split objects that libbpf read or wrote.</summary>
[TestFixture]
public sealed class VectorSplitTests
{
    [Test]
    public void What_libbpf_parses_over_bases_opens_with_as_many_types()
    {
        BtfVector[] parsed = [.. Vectors.Read("split").Where(vector => vector.Json.GetProperty("op").GetString() == "parse")];

        Assert.That(parsed, Is.Not.Empty);
        foreach (BtfVector vector in parsed)
        {
            using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
            Assert.That(btf.NextTypeId, Is.EqualTo(vector.Json.GetProperty("types").GetUInt32()), vector.Id);
            Assert.That(btf.AllTypes.Count, Is.EqualTo(btf.NextTypeId - 1), vector.Id);
        }
    }

    [Test]
    public void What_libbpf_took_and_gave_opens_over_its_bases_in_either_byte_order()
    {
        int count = 0;
        foreach (BtfVector vector in Vectors.Read("split"))
        {
            foreach ((byte[] blob, IEnumerable<byte[]> bases) in Chains(vector))
            {
                using BtfObject btf = VectorObjects.Open(blob, bases);
                using BtfObject swapped = VectorObjects.Open(ByteSwapper.Swap(blob), bases.Select(bytes => ByteSwapper.Swap(bytes)));
                Assert.That(btf.FirstTypeId, Is.EqualTo(btf.Base?.NextTypeId ?? 1), vector.Id);
                Assert.That(btf.NextTypeId, Is.EqualTo(1 + bases.Append(blob).Sum(bytes => RawWalk.CountTypes(bytes))), vector.Id);
                Assert.That(TextComparison.FirstDifference(DumpText.Raw(swapped), DumpText.Raw(btf)), Is.Null, vector.Id);
                Assert.That(() => ViewWalk.Over(btf), Throws.Nothing, vector.Id);
                count++;
            }
        }

        Assert.That(count, Is.GreaterThan(1000));
    }

    private static IEnumerable<(byte[] Blob, IEnumerable<byte[]> Bases)> Chains(BtfVector vector)
    {
        yield return (vector.Blob, vector.Bases);
        if (Has(vector, "src"))
        {
            yield return (vector.Slice("src"), vector.Slices("src_bases"));
        }

        if (Has(vector, "out_base"))
        {
            yield return (vector.Slice("out_base"), []);
            yield return (vector.Slice("out_split"), [vector.Slice("out_base")]);
        }

        if (Has(vector, "out"))
        {
            yield return (vector.Slice("out"), Has(vector, "onto") ? [vector.Slice("onto")] : vector.Bases);
        }
    }

    private static bool Has(BtfVector vector, string property) =>
        vector.Json.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.Array;
}
