using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class BtfCollectionCorpusTests
{
    [TestCase("kernels/amd64-7.3.4+deb13")]
    [TestCase("kernels/s390x-6.12.107+deb13")]
    public void A_directory_of_a_kernel_and_its_modules_answers_as_its_objects_do(string kernel)
    {
        SharedData.Require();
        using var directory = new TemporaryDirectory();
        directory.Write("vmlinux", Corpus.ReadBtf(kernel + "/vmlinux.btf"));
        List<string> modules = [];
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Path.StartsWith(kernel + "/modules/", StringComparison.Ordinal)))
        {
            modules.Add(Path.GetFileNameWithoutExtension(file.Path));
            directory.Write(modules[^1], Corpus.ReadBtf(file.Path));
        }

        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        all.LoadAll();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(modules, Is.Not.Empty);
            Assert.That(all.Failures, Is.Empty);
            Assert.That(all.Names.Skip(1), Is.EqualTo(modules.Order(StringComparer.Ordinal)));
        }

        foreach (string name in (string[])["list_head", "vport", "nft_set", "init_module", "pair", "no_such_name"])
        {
            List<string> expected = [];
            foreach ((string objectName, BtfObject btf) in all)
            {
                foreach (BtfType type in btf.Types)
                {
                    if (type.Name == name)
                    {
                        expected.Add($"{objectName}[{type.Id}]");
                    }
                }
            }

            List<string> found = [];
            foreach ((string objectName, BtfType type) in all.FindTypes(name))
            {
                found.Add($"{objectName}[{type.Id}]");
            }

            Assert.That(found, Is.EqualTo(expected), name);
        }
    }

    [Test]
    public void All_modules_of_a_kernel_are_opened_over_one_base()
    {
        SharedData.Require();
        using var directory = new TemporaryDirectory();
        directory.Write("vmlinux", Corpus.ReadBtf(Corpus.BulkBasePath));
        int modules = 0;
        int types = 0;
        foreach (BulkModule module in Corpus.ReadBulk())
        {
            directory.Write(Path.GetFileNameWithoutExtension(module.Name), module.Btf);
            modules++;
            types += module.TypeCount;
        }

        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        int found = 0;
        foreach (BtfCollectionEntry entry in all)
        {
            found += entry.Object == all.Base ? 0 : entry.Object.TypeCount;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Names, Has.Length.EqualTo(modules + 1));
            Assert.That(found, Is.EqualTo(types));
            Assert.That(all.Failures, Is.Empty);
        }
    }
}
