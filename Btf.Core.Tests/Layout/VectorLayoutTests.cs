using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares sizes and alignments with the vectors, which come from a newer libbpf than that of distributions.</summary>
[TestFixture]
public sealed class VectorLayoutTests
{
    [TestCase("seeds", 16)]
    [TestCase("matrix", 500)]
    public void Every_type_of_a_family_has_the_size_and_alignment_that_its_vector_says(string family, int atLeast)
    {
        int compared = 0;
        var differences = new List<string>();
        foreach (BtfVector vector in Vectors.Read(family))
        {
            if (!vector.Json.TryGetProperty("size", out JsonElement sizes) || sizes.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            compared++;
            JsonElement alignments = vector.Json.GetProperty("align");
            using BtfObject btf = BtfObject.FromMemory(vector.Blob);
            for (int i = 0; i < sizes.GetArrayLength(); i++)
            {
                BtfType type = btf[(uint)i + 1];
                long size = type.TryGetSizeInBytes(out uint bytes) ? bytes : -1;
                type.TryGetAlignment(out uint alignment);
                if (size != Math.Max(-1, sizes[i].GetInt64()) || alignment != Math.Max(0, alignments[i].GetInt64()))
                {
                    differences.Add($"{vector.Id} [{i + 1}] {type}: {size}, {alignment}; the vector says {sizes[i]}, {alignments[i]}");
                }
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(compared, Is.GreaterThanOrEqualTo(atLeast));
            Assert.That(differences, Is.Empty);
        }
    }

    [TestCase("mutants")]
    [TestCase("verify")]
    [TestCase("matrix")]
    [TestCase("layout")]
    public void Every_type_of_a_hostile_family_is_answered(string family)
    {
        int opened = 0;
        foreach (BtfVector vector in Vectors.Read(family))
        {
            if (BtfObject.TryFromMemory(vector.Blob, out BtfObject? btf, out _))
            {
                opened++;
                foreach (BtfType type in btf.Types)
                {
                    AssertTwinsAgree(type);
                }

                btf.Dispose();
            }
        }

        Assert.That(opened, Is.GreaterThan(10));
    }

    private static void AssertTwinsAgree(BtfType type)
    {
        Assert.That(Answers(() => type.SizeInBytes), Is.EqualTo(type.TryGetSizeInBytes(out _)), "size");
        Assert.That(Answers(() => type.Alignment), Is.EqualTo(type.TryGetAlignment(out _)), "alignment");
    }

    private static bool Answers(Func<uint> property)
    {
        try
        {
            property();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or BtfFormatException)
        {
            Assert.That(e.Message, Is.Not.Empty);
            return false;
        }
    }
}
