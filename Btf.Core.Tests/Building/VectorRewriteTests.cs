using System.Text.Json;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Building;

/// <summary>Libbpf's results of permuting, appending, distilling and byte-swapping objects.</summary>
[TestFixture]
public sealed class VectorRewriteTests
{
    [Test]
    public void Permuting_gives_libbpfs_bytes_and_refuses_what_libbpf_refuses()
    {
        List<string> wrong = [];
        int succeeded = 0;
        int refused = 0;
        foreach (BtfVector vector in OfOperation("permute"))
        {
            using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
            uint[] map = [.. vector.Json.GetProperty("id_map").EnumerateArray().Select(id => id.GetUInt32())];
            byte[] before = btf.RawData.ToArray();
            if (IsOk(vector))
            {
                succeeded++;
                using BtfRewrite result = btf.Permute(map);
                Compare(vector, result.Result, vector.Slice("out"), wrong);
            }
            else
            {
                refused++;
                Assert.That(() => btf.Permute(map).Dispose(), Throws.ArgumentException, vector.Id);
            }

            Assert.That(btf.RawData.SequenceEqual(before), Is.True, vector.Id);
        }

        Assert.That(wrong, Is.Empty);
        Assert.That((succeeded, refused), Is.EqualTo((39, 45)));
    }

    [Test]
    public void Concatenating_gives_libbpfs_bytes()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (BtfVector vector in OfOperation("add_btf"))
        {
            count++;
            using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
            IReadOnlyList<byte[]> bases = vector.Slices("src_bases");
            BtfObject source = bases.Count == 0 ? BtfObject.FromMemory(vector.Slice("src")) : BtfObject.FromMemory(vector.Slice("src"), btf.Base);
            using BtfConcatenation result = BtfMerger.Concatenate(btf, source);
            Compare(vector, result.Result, vector.Slice("out"), wrong);
            if (source.TypeCount != 0)
            {
                Assert.That(result.Map(1, source.FirstTypeId), Is.EqualTo(vector.Json.GetProperty("result").GetUInt32()), vector.Id);
            }

            Assert.That(result.Map(0, btf.NextTypeId - 1), Is.EqualTo(btf.NextTypeId - 1));
            source.Dispose();
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.EqualTo(39));
    }

    [Test]
    public void Distilling_gives_libbpfs_bytes_and_refuses_what_libbpf_refuses()
    {
        List<string> wrong = [];
        int succeeded = 0;
        int refused = 0;
        foreach (BtfVector vector in OfOperation("distill"))
        {
            using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
            if (IsOk(vector))
            {
                succeeded++;
                using BtfDistillation result = btf.Distill();
                Compare(vector, result.Base, vector.Slice("out_base"), wrong);
                Compare(vector, result.Split, vector.Slice("out_split"), wrong, vector.Slice("out_base"));
            }
            else
            {
                refused++;
                Assert.That(() => btf.Distill().Dispose(), Throws.TypeOf<BtfFormatException>(), vector.Id);
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That((succeeded, refused), Is.EqualTo((80, 27)));
    }

    [Test]
    public void Turning_the_byte_order_gives_libbpfs_bytes_and_turns_back()
    {
        int count = 0;
        foreach (BtfVector vector in Vectors.Read("endian"))
        {
            count++;
            using BtfObject btf = BtfObject.FromMemory(vector.Blob);
            using BtfRewrite turned = btf.ChangeByteOrder(BtfByteOrder.BigEndian);
            Assert.That(turned.Result.RawData.SequenceEqual(vector.Slice("swapped")), Is.True, vector.Id);
            using BtfRewrite back = turned.Result.ChangeByteOrder(BtfByteOrder.LittleEndian);
            Assert.That(back.Result.RawData.SequenceEqual(vector.Blob), Is.True, vector.Id);
        }

        Assert.That(count, Is.EqualTo(39));
    }

    [Test]
    public void Objects_in_the_other_byte_order_give_the_same_results_turned()
    {
        foreach (BtfVector vector in Vectors.Read("dedup"))
        {
            using BtfObject btf = BtfObject.FromMemory(vector.Blob);
            using BtfRewrite turned = btf.ChangeByteOrder(BtfByteOrder.BigEndian);
            using BtfDeduplication result = BtfDeduplicator.Run(turned.Result);
            using BtfRewrite back = result.Result.ChangeByteOrder(BtfByteOrder.LittleEndian);
            Assert.That(back.Result.RawData.SequenceEqual(vector.Slice("expected")), Is.True, vector.Id);
        }
    }

    private static IEnumerable<BtfVector> OfOperation(string operation) =>
        Vectors.Read("split").Where(vector => vector.Json.GetProperty("op").GetString() == operation);

    private static bool IsOk(BtfVector vector) => vector.Json.GetProperty("result").ValueKind == JsonValueKind.String;

    private static void Compare(BtfVector vector, BtfObject result, byte[] expected, List<string> wrong, params byte[][] bases)
    {
        if (!result.RawData.SequenceEqual(expected))
        {
            IEnumerable<byte[]> chain = bases.Length != 0 ? bases : result.Base is null ? [] : vector.Bases;
            using BtfObject reference = VectorObjects.Open(expected, chain);
            wrong.Add($"{vector.Id}: {TextComparison.FirstDifference(DumpText.Raw(result), DumpText.Raw(reference)) ?? "only the bytes differ"}");
        }
    }
}
