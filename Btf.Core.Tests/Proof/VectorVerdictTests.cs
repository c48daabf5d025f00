using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the results of opening hand-made and broken blobs with the verdicts of libbpf and of a kernel.</summary>
[TestFixture]
public sealed class VectorVerdictTests
{
    private static readonly string[] _families = ["verify", "matrix", "mutants", "layout"];
    private static readonly string[] _familiesWithUses = ["verify", "matrix", "mutants"];

    [TestCaseSource(nameof(_families))]
    public void What_libbpf_opens_opens(string family)
    {
        string[] refused = [.. Read(family).Where(vector => vector.Libbpf!.Accepts && IsRefused(vector)).Select(Name)];

        Assert.That(refused, Is.Empty);

        static bool IsRefused(BtfVector vector) =>
            VectorObjects.TryOpen(vector, out BtfError error) is null && !VerdictDifferences.MayRefuse(vector, error);
    }

    [TestCaseSource(nameof(_families))]
    public void What_the_kernel_loads_opens(string family)
    {
        BtfVector[] loaded = [.. Read(family).Where(vector => vector is { K72.Accepts: true } or { K618.Accepts: true })];

        Assert.That(loaded, Is.Not.Empty);
        Assert.That(loaded.Where(vector => VectorObjects.TryOpen(vector, out _) is null).Select(Name), Is.Empty);
    }

    [TestCase("Unsupported version", BtfErrorCode.UnsupportedVersion)]
    [TestCase("Unsupported flags", BtfErrorCode.UnsupportedFlags)]
    [TestCase("Unsupported btf_header", BtfErrorCode.UnsupportedHeader)]
    public void What_the_kernel_refuses_as_not_supported_is_refused(string reason, BtfErrorCode code)
    {
        BtfVector[] unsupported = [.. _families.SelectMany(Read).Where(vector => vector.K72?.Reason == reason)];

        Assert.That(unsupported, Is.Not.Empty);
        foreach (BtfVector vector in unsupported)
        {
            Assert.That(VectorObjects.TryOpen(vector, out BtfError error), Is.Null, vector.Id);
            Assert.That(error.Code, Is.EqualTo(code), vector.Id);
        }
    }

    [TestCaseSource(nameof(_families))]
    public void What_libbpf_refuses_is_refused(string family)
    {
        BtfVector[] rejected = [.. Read(family).Where(vector => vector.Libbpf!.New == "reject" && !VerdictDifferences.MayOpen(vector))];

        Assert.That(rejected.Where(vector => VectorObjects.TryOpen(vector, out _) is not null).Select(Name), Is.Empty);
    }

    [TestCaseSource(nameof(_familiesWithUses))]
    public void What_is_checked_where_it_is_used_throws_there(string family)
    {
        int count = 0;
        foreach (BtfVector vector in Read(family).Where(vector => vector.Libbpf!.New == "reject" && VerdictDifferences.IsCheckedWhereUsed(vector)))
        {
            using BtfObject? btf = VectorObjects.TryOpen(vector, out _);
            if (btf is not null)
            {
                Assert.That(ViewWalk.Over(btf).FormatErrorCount, Is.Positive, Name(vector));
                count++;
            }
        }

        Assert.That(count, Is.Positive);
    }

    [TestCaseSource(nameof(_families))]
    public void What_opens_has_as_many_types_as_libbpf_counts(string family)
    {
        BtfVector[] counted = [.. Read(family).Where(vector => vector.Libbpf!.Types is not null)];
        int count = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfVector vector in counted)
            {
                using BtfObject? btf = VectorObjects.TryOpen(vector, out _);
                Assert.That(btf?.NextTypeId ?? (uint)vector.Libbpf!.Types!, Is.EqualTo(vector.Libbpf!.Types), vector.Id);
                count += btf is null ? 0 : 1;
            }
        }

        Assert.That(count, Is.Positive);
    }

    [TestCaseSource(nameof(_families))]
    public void Reading_what_opens_throws_nothing_but_format_errors(string family)
    {
        long properties = 0;
        foreach (BtfVector vector in Read(family))
        {
            using BtfObject? btf = VectorObjects.TryOpen(vector, out _);
            Assert.That(() => properties += btf is null ? 0 : ViewWalk.Over(btf).PropertyCount, Throws.Nothing, vector.Id);
        }

        Assert.That(properties, Is.Positive);
    }

    [TestCaseSource(nameof(_families))]
    public void What_opens_reads_alike_in_the_other_byte_order(string family)
    {
        foreach (BtfVector vector in Read(family))
        {
            using BtfObject? btf = VectorObjects.TryOpen(vector, out _);
            if (btf is not null)
            {
                using BtfObject swapped = VectorObjects.Open(ByteSwapper.Swap(vector.Blob), vector.Bases.Select(bytes => ByteSwapper.Swap(bytes)));
                Assert.That(TextComparison.FirstDifference(DumpText.Raw(swapped), DumpText.Raw(btf)), Is.Null, vector.Id);
            }
        }
    }

    private static string Name(BtfVector vector) => $"{vector.Id}: {vector.Libbpf!.New} {vector.Libbpf.Message}";

    // A libbpf that does not know the kinds 20 to 22 accepts any size for them in a layout section.
    private static IEnumerable<BtfVector> Read(string family) => Vectors.Read(family).Where(vector => !vector.HasKindsUnknownThen);
}
