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
        BtfBuilder module = kernel.Split();
        module.Struct("pair", 4, ("low", 1, 0));
        using BtfObject over = kernel.Open();
        using BtfObject split = module.Open(over);

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
                // Nearly empty ones have no name in their base.
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

    private static bool Looks(byte[] module, byte[] kernel)
    {
        using BtfObject over = BtfObject.FromMemory(kernel);
        using BtfObject split = BtfObject.FromMemory(module, over);
        return split.LooksLikeWrongBase();
    }
}
