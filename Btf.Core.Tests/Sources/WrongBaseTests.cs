using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class WrongBaseTests
{
    private const int LeastLength = 400;

    [Test]
    public void A_split_over_the_right_base_does_not_look_wrong([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject over = kernel.ToObject();
        BtfBuilder module = new(over);
        module.AddStruct("pair", 4, ("low", 1u, 0));
        using BtfObject split = module.ToObject();

        Assert.That((over.LooksLikeWrongBase(), split.LooksLikeWrongBase()), Is.EqualTo((false, false)));
    }

    [Test]
    public void Modules_look_right_over_their_kernel_and_wrong_over_another()
    {
        (int right, int wrong, int modules) = (0, 0, 0);
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Path.StartsWith("kernels/amd64-7.3.4", StringComparison.Ordinal) && file.Path.Contains("/modules/", StringComparison.Ordinal)))
        {
            byte[] data = Corpus.ReadBtf(file.Path);
            if (data.Length < LeastLength)
            {
                // Nearly empty modules have no name in their base.
                continue;
            }

            modules++;
            right += Looks(data, Corpus.ReadBtf("kernels/amd64-7.3.4+deb13/vmlinux.btf")) ? 1 : 0;
            wrong += Looks(data, Corpus.ReadBtf(Corpus.BulkBasePath)) ? 1 : 0;
        }

        if (modules == 0)
        {
            Assert.Ignore("The corpus is absent.");
        }

        Assert.That((right, wrong), Is.EqualTo((0, modules)));
    }

    [Test]
    public void A_collection_lists_modules_of_another_kernel_among_its_failures()
    {
        using TemporaryDirectory directory = new();
        KernelDirectory.Write(directory);
        directory.Write("gamma", ModuleOfAnother());
        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        int before = all.Failures.Length;

        all.LoadAll();
        BtfCollectionFailure failure = all.Failures.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Zero, "nothing is opened or walked over before it is needed");
            Assert.That((failure.Name, failure.Error.Code), Is.EqualTo(("gamma", BtfErrorCode.BaseMismatch)));
            Assert.That(failure.ToString(), Does.Contain("probably made for another base"));
            Assert.That(all["gamma"].LooksLikeWrongBase(), Is.True, "it is open nevertheless");
            Assert.That(all.Failures, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void An_object_that_was_added_is_listed_and_one_that_its_owner_disposed_is_not()
    {
        using BtfObject kernel = SampleBtf.EveryKind().ToObject();
        using BtfCollection all = new(kernel, leaveOpen: true);
        BtfObject lent = BtfObject.FromMemory(ModuleOfAnother(), kernel);
        all.Add("lent", lent, leaveOpen: true);

        int lentOnes = all.Failures.Length;
        all.Add("closed", BtfObject.FromMemory(ModuleOfAnother(), kernel), leaveOpen: true);
        all["closed"].Dispose();
        lent.Dispose();

        Assert.That((lentOnes, all.Failures.Count(failure => failure.Name == "closed")), Is.EqualTo((1, 0)));
    }

    private static byte[] ModuleOfAnother()
    {
        // Of a kernel whose first string is one byte longer, so that each name begins one byte late.
        BtfBuilder kernel = new();
        kernel.AddName("x"u8);
        SampleBtf.AddEveryKind(kernel);
        using BtfObject other = kernel.ToObject();
        BtfBuilder module = new(other);
        module.AddStruct("pair", 4, ("low", 1u, 0), ("high", 1u, 0), ("first", 1u, 0), ("number", 1u, 0));
        return module.ToArray();
    }

    private static bool Looks(byte[] module, byte[] kernel)
    {
        using BtfObject over = BtfObject.FromMemory(kernel);
        using BtfObject split = BtfObject.FromMemory(module, over);
        return split.LooksLikeWrongBase();
    }
}
