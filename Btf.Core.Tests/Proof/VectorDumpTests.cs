using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares every field of hand-made and broken blobs, with values that no compiler writes, with bpftool's text.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class VectorDumpTests
{
    private const uint NarrowInfo = 0x9F00FFFF;

    // bpftool runs twice for each of 3,500 vectors.
    private static readonly int _step = LongRun.Rounds(usual: 16, many: 1);

    [TestCase("verify")]
    [TestCase("matrix")]
    [TestCase("mutants")]
    [TestCase("layout")]
    [TestCase("seeds")]
    public void Every_field_of_a_vector_is_what_bpftool_prints(string family)
    {
        _ = Oracles.Bpftool();
        int count = 0;
        foreach (BtfVector vector in Vectors.Read(family).Where(vector => vector.Bases.Count == 0).DistinctBy(vector => TextComparison.Hash(vector.Blob)).Where((_, i) => i % _step == 0))
        {
            using BtfObject? btf = VectorObjects.TryOpen(vector, out _);
            if (btf is null || !IsReadableByOldTools(btf))
            {
                continue;
            }

            ProcessResult expected = BpftoolOutput.Dump(vector.Blob);
            if (expected.ExitCode == 0)
            {
                Assert.That(TextComparison.FirstDifference(DumpText.Raw(btf), expected.StandardOutput), Is.Null, vector.Id);
                Assert.That(TextComparison.FirstDifference(DumpText.Json(btf), BpftoolOutput.DumpJson(vector.Blob).StandardOutput), Is.Null, vector.Id);
                count++;
            }
        }

        Assert.That(count, Is.Positive);
    }

    // bpftool before 7.8 reads 16 bits of vlen and 5 of kind, and refuses unknown kinds.
    private static bool IsReadableByOldTools(BtfObject btf)
    {
        foreach (BtfType type in btf.Types)
        {
            if ((((uint)type.Kind << 24 | (uint)type.Vlen) & ~NarrowInfo) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
