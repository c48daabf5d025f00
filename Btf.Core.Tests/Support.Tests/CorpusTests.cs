using System.Security.Cryptography;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class CorpusTests
{
    [Test]
    public void Every_file_has_the_types_and_the_byte_order_of_the_manifest()
    {
        SharedData.Require();

        using (Assert.EnterMultipleScope())
        {
            foreach (CorpusFile file in Corpus.Files.Where(Corpus.IsRead))
            {
                byte[] btf = Corpus.ReadBtf(file.Path);
                Assert.That(RawWalk.CountTypes(btf), Is.EqualTo(file.TypeCount), file.Path);
                Assert.That(RawWalk.IsBigEndian(btf), Is.EqualTo(file.IsBigEndian), file.Path);
                Assert.That(ByteSwapper.Swap(ByteSwapper.Swap(btf)).AsSpan().SequenceEqual(btf), file.Path);
                Assert.That(file.BasePath is null || Corpus.Files.Any(other => other.Path == file.BasePath), file.Path);
            }
        }
    }

    [Test]
    public void A_compressed_section_holds_the_bytes_of_the_file_that_stands_in_for_it()
    {
        SharedData.Require();

        using (Assert.EnterMultipleScope())
        {
            foreach (CorpusFile file in Corpus.Files.Where(file => file.Path != file.ReferencePath))
            {
                Assert.That(Corpus.ReadBtf(file.Path), Is.EqualTo(Corpus.ReadBtf(file.ReferencePath)), file.Path);
            }
        }
    }

    [Test]
    public void Only_relocated_files_have_a_distilled_base()
    {
        SharedData.Require();

        using (Assert.EnterMultipleScope())
        {
            foreach (CorpusFile file in Corpus.Files.Where(file => file.Kind is "elf" or "object"))
            {
                byte[]? distilled = Corpus.ReadBtfBase(file.Path);
                Assert.That(distilled is not null, Is.EqualTo(file.IsRelocated), file.Path);
                if (distilled is not null)
                {
                    Assert.That(file.Features, Does.Contain($".BTF.base(n={RawWalk.CountTypes(distilled)})"), file.Path);
                }
            }
        }
    }

    [TestCase("raw")]
    [TestCase("c")]
    [TestCase("json")]
    public void A_stored_reference_has_the_size_and_the_hash_of_its_row(string format)
    {
        SharedData.Require();

        using (Assert.EnterMultipleScope())
        {
            foreach (CorpusFile file in Corpus.Files.Where(Corpus.IsRead))
            {
                CorpusReference reference = format == "raw" ? file.Raw : format == "c" ? file.C : file.Json;
                byte[]? text = Corpus.ReadReferenceBytes(file.Path, format);
                Assert.That(text is not null, Is.EqualTo(reference.IsStored), file.Path);
                Assert.That(text?.Length ?? reference.Size, Is.EqualTo(reference.Size), file.Path);
                Assert.That(text is null ? reference.Sha256 : Hash(text), Is.EqualTo(reference.Sha256), file.Path);
            }
        }
    }

    [Test]
    public void Every_bulk_module_has_the_hash_and_the_types_of_its_row()
    {
        SharedData.Require();
        int count = 0;

        using (Assert.EnterMultipleScope())
        {
            foreach (BulkModule module in Corpus.ReadBulk())
            {
                Assert.That(Hash(module.Btf), Is.EqualTo(module.Sha256), module.Name);
                Assert.That(RawWalk.CountTypes(module.Btf), Is.EqualTo(module.TypeCount), module.Name);
                count++;
            }
        }

        Assert.That(count, Is.EqualTo(1138));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
