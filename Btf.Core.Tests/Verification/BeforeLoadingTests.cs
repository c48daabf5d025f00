using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>BPF objects as the compiler wrote them: the verifier distinguishes values that a loader fills in from errors.</summary>
[TestFixture]
public sealed class BeforeLoadingTests
{
    private const string Objects = "corpus/objects";

    private static readonly BtfFindingCode[] _limits = [BtfFindingCode.NameNotIdentifier, BtfFindingCode.ResolveDepth, BtfFindingCode.ModifierChain];

    private static readonly BtfFindingCode[] _filled = [BtfFindingCode.DataSectionEmpty, BtfFindingCode.VariableLinkage, BtfFindingCode.FunctionLinkage];

    private static IEnumerable<TestCaseData> ObjectFiles => SharedData.Folder is not { } folder
        ? SharedData.Cases<string>([])
        : SharedData.Cases(Directory.EnumerateFiles(Path.Combine(folder, Objects), "*.bpf.o*", SearchOption.AllDirectories).Order().Select(path => Path.GetRelativePath(folder, path)));

    [OneTimeSetUp]
    public void RegisterFormats() => Btf.Compression.BtfCompression.Register();

    [TestCaseSource(nameof(ObjectFiles))]
    public void Every_object_that_a_loader_loads_is_good(string path)
    {
        using BtfObject btf = BtfObject.Open(SharedData.PathOf(path));
        BtfVerifierOptions options = new() { KernelByteOrder = btf.ByteOrder, IsBeforeLoading = true };
        BtfFinding[] refused = [.. BtfVerifier.VerifyAll(btf, options).Where(finding => !finding.IsFilledByLoader)];
        BtfFinding first = BtfVerifier.Verify(btf, options);

        if (Path.GetFileName(path).StartsWith("wide-", StringComparison.Ordinal))
        {
            // These reach the format's limits and exceed the kernel's: names of more than 512 bytes, and types nested too deeply.
            Assert.That(refused.Select(finding => finding.Code).Distinct(), Is.Not.Empty.And.SubsetOf(_limits));
        }
        else
        {
            Assert.That(refused, Is.Empty);
            Assert.That(first.IsNone, Is.True);
        }
    }

    [Test]
    public void What_the_loader_fills_in_is_a_finding_of_its_own_sort()
    {
        using BtfObject btf = Sample().ToObject();
        BtfFinding[] strict = [.. BtfVerifier.VerifyAll(btf)];
        BtfFinding[] before = [.. BtfVerifier.VerifyAll(btf, new BtfVerifierOptions { IsBeforeLoading = true })];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(strict.Any(finding => finding.IsFilledByLoader), Is.False);
            Assert.That(BtfVerifier.Verify(btf).IsNone, Is.False);
            Assert.That(BtfVerifier.Verify(btf, new BtfVerifierOptions { IsBeforeLoading = true }).IsNone, Is.True);
            Assert.That(before.All(finding => finding.IsFilledByLoader), Is.True);
            Assert.That(before.Select(finding => finding.Code), Is.EqualTo(_filled));
            Assert.That(before[0].Message, Does.EndWith("; a loader fills this in"));
        }
    }

    [Test]
    public void What_no_loader_mends_is_wrong_among_it()
    {
        BtfBuilder builder = Sample();
        builder.AddEnum("bad name", 4, false, ("A", 1));
        using BtfObject btf = builder.ToObject();
        BtfVerifierOptions options = new() { IsBeforeLoading = true };

        BtfFinding first = BtfVerifier.Verify(btf, options);

        Assert.That((first.Code, first.IsFilledByLoader), Is.EqualTo((BtfFindingCode.NameNotIdentifier, false)));
        Assert.That(BtfVerifier.VerifyAll(btf, options).Count(finding => !finding.IsFilledByLoader), Is.EqualTo(1));
    }

    [Test]
    public void Findings_are_handed_on_until_the_taker_has_enough([Values] bool beforeLoading)
    {
        BtfBuilder builder = Sample();
        for (int i = 0; i < 10; i++)
        {
            builder.AddEnum("bad name", 4, false, ("bad value", 1), ("worse value", 2));
        }

        using BtfObject btf = builder.ToObject();
        BtfVerifierOptions options = new() { IsBeforeLoading = beforeLoading };
        IReadOnlyList<BtfFinding> all = BtfVerifier.VerifyAll(btf, options);
        for (int enough = 1; enough <= all.Count; enough++)
        {
            List<BtfFinding> taken = [];
            BtfVerifier.VerifyEach(
                btf,
                options,
                finding =>
                {
                    taken.Add(finding);
                    return taken.Count < enough;
                });

            Assert.That(taken, Is.EqualTo(all.Take(enough)));
        }
    }

    private static BtfBuilder Sample()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint variable = builder.AddVariable("counter", number);
        builder.AddDataSection(".bss", 0, (variable, 0, 4));
        builder.AddVariable("from_kernel", number, linkage: BtfVariableLinkage.GlobalExtern);
        builder.AddFunction("kernel_function", builder.AddFunctionPrototype(0), linkage: BtfFunctionLinkage.Extern);
        return builder;
    }
}
