using System.Globalization;
using System.Runtime.Versioning;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// The running kernel and the rule set of its version have the same verdicts on mutants. <c>BTF_SEED</c> sets another seed, and <c>BTF_CASES</c> another number
/// of mutants.
/// </summary>
[TestFixture]
[SupportedOSPlatform("linux")]
public sealed class KernelDifferentialTests
{
    private const int UsualSeed = 20260311;
    private const int UsualCases = 50_000;
    private const int NoEntry = 2;
    private const int GeneratedSeed = 5;
    private const int GeneratedCount = 200;
    private const int MostReported = 10;

    [Test]
    public void Mutants_are_judged_as_the_running_kernel_judges_them()
    {
        KernelLoader kernel = KernelLoader.Require();
        int seed = Option("BTF_SEED", UsualSeed);
        int cases = Option("BTF_CASES", UsualCases);
        var mutator = new RecordMutator(new Random(seed), [.. Seeds().Where(blob => kernel.Load(blob) == 0).Select(blob => RecordModel.Parse(blob))]);
        var options = new BtfVerifierOptions { Rules = kernel.Rules };
        List<string> differences = [];
        int accepted = 0;
        for (int i = 0; i < cases && differences.Count < MostReported; i++)
        {
            byte[] mutant = mutator.Next();
            int expected = kernel.Load(mutant);
            BtfFinding finding = BtfVerifier.Verify(mutant, null, options);
            accepted += expected == 0 ? 1 : 0;
            if (finding.Errno != expected && !(expected == NoEntry && HasPointerToKernelType(mutant)))
            {
                differences.Add($"seed {seed}, case {i}: {expected} {kernel.Explain(mutant)}, not {finding.Code} {finding}\n{Convert.ToBase64String(mutant)}");
            }
        }

        TestContext.Out.WriteLine($"{mutator.SeedCount} seeds, {cases} mutants, {accepted} accepted");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(differences, Is.Empty, string.Join('\n', differences.Select(line => line.Split('\n')[0])));
            Assert.That(accepted, Is.InRange(cases / 50, cases - cases / 50));
        }
    }

    /// <summary>
    /// Whether a pointer is tagged <c>kptr</c> and the running kernel has its type as well. The kernel then requires a release function, which the data does
    /// not show.
    /// </summary>
    private static bool HasPointerToKernelType(byte[] mutant)
    {
        using BtfObject btf = BtfObject.FromMemory(mutant);
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        foreach (BtfType type in btf.Types)
        {
            if (type.Kind == BtfKind.TypeTag && type.Name == "kptr" && kernel.TryFindType(type.Underlying.Name.Utf8, BtfKind.Struct, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static int Option(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static IEnumerable<byte[]> Seeds()
    {
        var random = new Random(GeneratedSeed);
        for (int i = 0; i < GeneratedCount; i++)
        {
            yield return VerifierSamples.Generated(random).ToArray();
        }

        for (int i = 0; i < GeneratedCount / 10; i++)
        {
            yield return VerifierSamples.SpecialFields().ToArray();
        }

        yield return SampleBtf.EveryKind(bigEndian: false).ToArray();
        yield return Fixture.Read("kinds-el.btf");
        foreach (byte[] blob in SharedData.Folder is null ? [] : Shared())
        {
            yield return blob;
        }
    }

    private static IEnumerable<byte[]> Shared() =>
        [.. ((string[])["seeds", "verify", "matrix", "progload"]).SelectMany(Vectors.Read).Select(vector => vector.Blob).Where(blob => blob.Length is >= 24 and < 4096)];
}
