using Btf.Core.Extensions;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>After a rewrite, the new <c>.BTF.ext</c> section says the same of the new types as the old section of the old types.</summary>
[TestFixture]
public sealed class ExtensionRewriteTests
{
    private static readonly string[] Operations = ["dedup", "sort", "permute", "strip", "byte order", "concatenate"];

    [TestCaseSource(nameof(Operations))]
    public void Each_record_says_the_same_after(string operation)
    {
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Path.StartsWith("objects/clang14/core_", StringComparison.Ordinal)))
        {
            using BtfExtension extension = BtfExtension.Open(Corpus.PathOf(file.StoredPath));
            byte[] section = Corpus.ReadExtension(file.Path)!;
            string[] before = Describe(extension.Btf, section);

            (BtfObject result, ReadOnlyMemory<byte> rewritten) = Apply(operation, extension.Btf, section);

            using (result)
            {
                Assert.That(before, Has.Length.GreaterThan(10), file.Path);
                Assert.That(Describe(result, rewritten), Is.EqualTo(before), file.Path);
            }
        }

        SharedData.Require();
    }

    [Test]
    public void Distilled_types_take_their_section_along()
    {
        var kernel = new BtfBuilder();
        uint @int = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint file = kernel.AddStruct("file", 8, ("a", @int, 0));
        kernel.AddStruct("unused", 8, ("a", @int, 0));
        using BtfObject baseObject = kernel.ToObject();
        BtfBuilder module = new(baseObject);
        uint function = module.AddFunction("probe", module.AddFunctionPrototype(@int, ("file", module.AddPointer(file))));
        byte[] section = Section(function, module.AddString("fentry/probe"), module.AddString("a.c"), module.AddString("0:0"), file);
        using BtfObject btf = module.ToObject();
        string[] before = Describe(btf, section);

        using BtfDistillation distilled = btf.Distill(section);

        Assert.That(before, Has.Length.EqualTo(3));
        Assert.That(Describe(distilled.Split, distilled.Extension).Take(2), Is.EqualTo(before.Take(2)));
        Assert.That(Describe(distilled.Split, distilled.Extension)[2], Does.Contain("struct file"));
        Assert.That(distilled.Base.FindTypes("unused").TryGetFirst(out _), Is.False);
    }

    [Test]
    public void Sections_are_one_for_each_object_and_belong_to_it()
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        byte[] wrong = Section(@int + 99, 1, 1, 1, @int);

        Assert.That(() => BtfMerger.Concatenate([btf, btf], [ReadOnlyMemory<byte>.Empty]), Throws.ArgumentException);
        Assert.That(() => BtfMerger.Concatenate([btf, btf], [ReadOnlyMemory<byte>.Empty, wrong]), Throws.TypeOf<BtfFormatException>());
        Assert.That(() => BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Extension = wrong }), Throws.TypeOf<BtfFormatException>());
        Assert.That(() => BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Extension = wrong.AsMemory(0, 20) }), Throws.TypeOf<BtfFormatException>());
    }

    private static (BtfObject Result, ReadOnlyMemory<byte> Extension) Apply(string operation, BtfObject btf, byte[] section)
    {
        switch (operation)
        {
            case "dedup":
                BtfDeduplication deduplicated = BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Extension = section });
                return (deduplicated.Result, deduplicated.Extension);
            case "concatenate":
                // After another object, so that all ids and strings are new.
                var other = new BtfBuilder { ByteOrder = ByteOrders.Of(btf.ByteOrder == BtfByteOrder.BigEndian) };
                other.AddStruct("in_front", 4, ("a", other.AddInt("int", 4, BtfIntEncoding.Signed), 0));
                using (BtfObject first = BtfObject.FromMemory(other.ToArray()))
                {
                    BtfConcatenation both = BtfMerger.Concatenate([first, btf], [ReadOnlyMemory<byte>.Empty, section]);
                    Assert.That(both.Extensions[0].IsEmpty, Is.True);
                    return (both.Result, both.Extensions[1]);
                }

            default:
                BtfRewrite rewrite = operation switch
                {
                    "sort" => btf.SortByName(section),
                    "permute" => btf.Permute([0, .. Enumerable.Range(1, btf.TypeCount).Reverse().Select(id => (uint)id)], section),
                    "strip" => btf.Strip(type => type.Kind is BtfKind.DeclTag or BtfKind.Var, section),
                    _ => btf.ChangeByteOrder(
                        btf.ByteOrder == BtfByteOrder.BigEndian ? BtfByteOrder.LittleEndian : BtfByteOrder.BigEndian, null, section),
                };
                return (rewrite.Result, rewrite.Extension);
        }
    }

    /// <summary>Returns all records as text, without ids.</summary>
    private static string[] Describe(BtfObject btf, ReadOnlyMemory<byte> section)
    {
        using BtfExtension extension = BtfExtension.FromMemory(section, btf);
        List<string> lines = [];
        foreach (BtfFunctionInfo function in extension.Functions)
        {
            lines.Add($"{function.SectionName} {function.InstructionOffset} {function.Type}");
        }

        foreach (BtfLineInfo line in extension.Lines)
        {
            lines.Add($"{line.SectionName} {line.InstructionOffset} {line.FileName} {line.Text} {line.Line}:{line.Column}");
        }

        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            lines.Add($"{relocation.SectionName} {relocation.InstructionOffset} {relocation.Kind} {relocation.Type} {relocation.AccessPath}");
        }

        return [.. lines];
    }

    /// <summary>A section with one record of each sort.</summary>
    private static byte[] Section(uint function, uint sectionName, uint fileName, uint access, uint type)
    {
        uint[] words =
        [
            0x0001_EB9F, 32, 0, 20, 20, 28, 48, 28,
            8, sectionName, 1, 0, function,
            16, sectionName, 1, 0, fileName, fileName, 1 << 10,
            16, sectionName, 1, 8, type, access, 0,
        ];
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()).ToArray();
    }
}
