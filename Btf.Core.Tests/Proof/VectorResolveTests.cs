using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// Compares <see cref="BtfType.Underlying"/> with libbpf's <c>btf__resolve_type</c>. Unlike the library, libbpf also skips variables, and returns errors for void,
/// forward declarations and chains of 32 steps.
/// </summary>
[TestFixture]
public sealed class VectorResolveTests
{
    private const int MaxSteps = 32;

    [TestCase("seeds")]
    [TestCase("matrix")]
    public void The_underlying_type_of_every_type_is_the_one_that_libbpf_resolves(string family)
    {
        BtfVector[] vectors = [.. Vectors.Read(family).Where(vector => vector.Json.TryGetProperty("resolve", out _))];
        int count = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfVector vector in vectors)
            {
                using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
                int[] resolved = [.. vector.Json.GetProperty("resolve").EnumerateArray().Select(id => id.GetInt32())];
                Assert.That(resolved, Has.Length.EqualTo(btf.TypeCount), vector.Id);
                for (uint id = 1; id < btf.NextTypeId; id++, count++)
                {
                    Assert.That(Resolve(btf[id]), Is.EqualTo(Math.Max(0, resolved[id - 1])), $"{vector.Id} [{id}]");
                }
            }
        }

        Assert.That(count, Is.Positive);
    }

    // 0 if libbpf returns an error.
    private static int Resolve(BtfType type)
    {
        BtfType end = type.Underlying;
        if (end.Kind == BtfKind.Var)
        {
            end = end.Target.Underlying;
        }

        bool isError = end.IsVoid || end.Kind == BtfKind.Fwd || Steps(type, end) >= MaxSteps;
        return isError ? 0 : (int)end.Id;
    }

    private static int Steps(BtfType type, BtfType end)
    {
        int steps = 0;
        foreach (BtfType step in type.Chain)
        {
            if (step == end)
            {
                break;
            }

            steps++;
        }

        return steps;
    }
}
