using System.Text.Json;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>The results of libbpf's <c>btf__dedup</c>, or the right results if libbpf is wrong.</summary>
[TestFixture]
public sealed class VectorDeduplicationTests
{
    [Test]
    public void Each_object_gives_the_bytes_that_libbpf_gives()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (BtfVector vector in Vectors.Read("dedup"))
        {
            count++;
            Compare(vector, vector.Slice("expected"), BtfDeduplicationQuirks.None, wrong);
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.EqualTo(99));
    }

    [Test]
    public void Each_split_object_gives_the_bytes_that_libbpf_gives()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (BtfVector vector in Vectors.Read("split").Where(vector => vector.Json.GetProperty("op").GetString() == "dedup"))
        {
            count++;
            Compare(vector, vector.Slice("out"), BtfDeduplicationQuirks.None, wrong);
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.EqualTo(48));
    }

    [Test]
    public void Where_libbpf_is_wrong_small_objects_give_the_right_types()
    {
        int count = 0;
        foreach (BtfVector vector in SmallVectors())
        {
            count++;
            bool isQuirk = vector.Json.GetProperty("group").GetString() == "gcc-enum";
            using BtfObject btf = BtfObject.FromMemory(vector.Blob);
            using BtfDeduplication result = BtfDeduplicator.Run(
                btf, new BtfDeduplicationOptions { Quirks = isQuirk ? BtfDeduplicationQuirks.Gcc : BtfDeduplicationQuirks.None });

            // These vectors were made by hand, and their strings have another order.
            using BtfObject reference = BtfObject.FromMemory(vector.Slice("expected"));
            Assert.That(TextComparison.FirstDifference(DumpText.Raw(result.Result), DumpText.Raw(reference)), Is.Null, vector.Id);
            Assert.That(StringsOf(result.Result), Is.EquivalentTo(StringsOf(reference)), vector.Id);
        }

        Assert.That(count, Is.EqualTo(11));
    }

    [TestCase("gcc-28", "gcc-28.libbpf.btf.xz", 9059, BtfDeduplicationQuirks.None)]
    [TestCase("gcc-28-enum", "gcc-28-enum.libbpf.btf.xz", 5182, BtfDeduplicationQuirks.None)]
    [TestCase("gcc-28", "gcc-28-enum.libbpf.btf.xz", 5182, BtfDeduplicationQuirks.Gcc)]
    [TestCase("gcc-raw", "gcc-raw.expected.btf.xz", 3317, BtfDeduplicationQuirks.None)]
    public void Units_of_a_kernel_give_the_right_bytes(string input, string expected, int types, BtfDeduplicationQuirks quirks)
    {
        using BtfObject btf = BtfObject.FromMemory(Unpack(input + ".in.btf.xz"));
        using BtfDeduplication result = BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Quirks = quirks });
        using BtfObject reference = BtfObject.FromMemory(Unpack(expected));

        Assert.That(result.Result.TypeCount, Is.EqualTo(types));
        Assert.That(TextComparison.FirstDifference(DumpText.Raw(result.Result), DumpText.Raw(reference)), Is.Null);
        Assert.That(result.Result.RawData.SequenceEqual(reference.RawData), Is.True);
    }

    private static string[] StringsOf(BtfObject btf) => System.Text.Encoding.UTF8.GetString(btf.Strings).Split('\0');

    private static byte[] Unpack(string file) =>
        Unpacker.Unpack(File.ReadAllBytes(SharedData.PathOf(Path.Combine("vectors", "dedup-kernel", file))));

    private static IEnumerable<BtfVector> SmallVectors()
    {
        string folder = SharedData.PathOf(Path.Combine("vectors", "dedup-kernel"));
        byte[] data = File.ReadAllBytes(Path.Combine(folder, "vectors.bin"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "vectors.json")));
        foreach (JsonElement vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            if (vector.TryGetProperty("blob", out _))
            {
                yield return new BtfVector(vector.Clone(), data);
            }
        }
    }

    private static void Compare(BtfVector vector, byte[] expected, BtfDeduplicationQuirks quirks, List<string> wrong)
    {
        using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
        using BtfDeduplication result = BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Quirks = quirks });
        if (!result.Result.RawData.SequenceEqual(expected))
        {
            using BtfObject reference = VectorObjects.Open(expected, vector.Bases);
            wrong.Add($"{vector.Id}: {TextComparison.FirstDifference(DumpText.Raw(result.Result), DumpText.Raw(reference)) ?? "only the bytes differ"}");
        }
    }
}
