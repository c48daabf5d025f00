using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares with the results of libbpf's <c>btf__relocate</c> for pairs of a split object over a distilled base and a new base.</summary>
[TestFixture]
public sealed class VectorRelocationTests
{
    [Test]
    public void Relocation_succeeds_and_fails_where_libbpfs_does_and_gives_the_same_types()
    {
        int succeeded = 0;
        int failed = 0;
        List<string> wrong = [];
        foreach (BtfVector vector in Vectors.Read("split").Where(vector => vector.Json.GetProperty("op").GetString() == "relocate"))
        {
            using BtfObject split = VectorObjects.Open(vector.Blob, vector.Bases);
            using BtfObject onto = VectorObjects.Open(vector.Slice("onto"), []);
            bool expected = vector.Json.GetProperty("result").ValueKind == JsonValueKind.String;
            bool relocated = split.TryRelocateTo(onto, out BtfObject? result, out BtfError error);
            using BtfObject? _ = result;
            succeeded += relocated ? 1 : 0;
            failed += relocated ? 0 : 1;
            if (relocated != expected)
            {
                wrong.Add($"{vector.Id}: {(relocated ? "no error" : error.Message)}");
            }
            else if (relocated)
            {
                using BtfObject reference = VectorObjects.Open(vector.Slice("out"), [vector.Slice("onto")]);
                if (TextComparison.FirstDifference(DumpText.Raw(result!), DumpText.Raw(reference)) is { } difference)
                {
                    wrong.Add($"{vector.Id}: {difference}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That((succeeded, failed), Is.EqualTo((189, 149)));
    }
}
