using System.Buffers;
using System.Runtime.Versioning;
using NUnit.Framework;

namespace Btf.Core.Tests.Building;

[TestFixture]
public sealed class BuilderTests
{
    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4);

    private static IEnumerable<TestCaseData> Objects => Corpus.Cases(file => file.Kind == "object" && !file.IsSplit && !file.Path.Contains("wide-vlen", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> Locations => Vectors.Cases("loc");

    [TestCaseSource(nameof(Files))]
    public void A_corpus_file_built_anew_record_by_record_is_the_same_to_the_byte_in_both_orders(CorpusFile file)
    {
        byte[] data = Corpus.ReadBtf(file.Path);
        byte[]? below = file.IsRelocated ? Corpus.ReadBtfBase(file.Path) : file.BasePath is null ? null : Corpus.ReadBtf(file.BasePath);
        using BtfObject? baseObject = below is null ? null : BtfObject.FromMemory(below);
        using BtfObject btf = BtfObject.FromMemory(data, baseObject);
        using BtfObject? otherBase = below is null ? null : BtfObject.FromMemory(ByteSwapper.Swap(below));

        byte[] same = RecordRebuild.Of(btf).ToArray();
        byte[] swapped = RecordRebuild.Of(btf, otherBase, 1 - btf.ByteOrder).ToArray();

        Assert.That(same.AsSpan().SequenceEqual(data), Is.True);
        Assert.That(swapped.AsSpan().SequenceEqual(ByteSwapper.Swap(data)), Is.True);
    }

    [TestCaseSource(nameof(Objects))]
    public void Libbpf_parses_what_was_appended(CorpusFile file)
    {
        using BtfObject btf = BtfObject.FromMemory(Corpus.ReadBtf(file.Path));
        BtfBuilder builder = new() { ByteOrder = btf.ByteOrder };
        builder.Append(btf);
        builder.Append(btf);

        using LibbpfObject parsed = LibbpfObject.Open(builder.ToArray());
        Assert.That(parsed.TypeCount, Is.EqualTo(2 * (uint)btf.TypeCount + 1));
        Assert.That(parsed.Name((uint)btf.TypeCount + btf.NextTypeId - 1), Is.EqualTo(btf[btf.NextTypeId - 1].Name.ToString()));
    }

    [TestCaseSource(nameof(Locations))]
    public void Records_that_tell_where_functions_were_inlined_are_the_same_to_the_byte(BtfVector vector)
    {
        if (vector.Json.GetProperty("group").GetString() == "records")
        {
            using BtfObject btf = BtfObject.FromMemory(vector.Blob);
            Assert.That(RecordRebuild.Of(btf).ToArray(), Is.EqualTo(vector.Blob));
        }
    }

    [Test]
    public void Each_way_of_writing_gives_the_same_bytes([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        byte[] bytes = builder.ToArray();
        ArrayBufferWriter<byte> buffer = new();
        using MemoryStream stream = new();

        builder.WriteTo(buffer);
        builder.WriteTo(stream);
        long length = builder.ByteLength;
        using BtfObject btf = builder.ToObject();

        Assert.That(buffer.WrittenSpan.ToArray(), Is.EqualTo(bytes));
        Assert.That(stream.ToArray(), Is.EqualTo(bytes));
        Assert.That(btf.RawData.ToArray(), Is.EqualTo(bytes));
        Assert.That(length, Is.EqualTo(bytes.Length));
    }

    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public void What_the_verifier_accepts_loads_into_the_kernel()
    {
        BtfBuilder builder = new() { ByteOrder = BitConverter.IsLittleEndian ? BtfByteOrder.LittleEndian : BtfByteOrder.BigEndian };
        Fill(builder);
        Assert.That(builder.Verify().IsNone, Is.True, builder.Verify().ToString());
        int errno = new BtfLoader().Check(builder.ToArray());
        if (errno is 1 or 38)
        {
            Assert.Ignore("The kernel cannot load BTF here.");
        }

        Assert.That(errno, Is.Zero);
    }

    [Test]
    public void Names_of_the_base_are_not_stored_again()
    {
        BtfBuilder kernel = new();
        uint number = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("pair", 8, ("first", number, 0), ("second", number, 32));
        using BtfObject vmlinux = kernel.ToObject();

        BtfBuilder module = new(vmlinux);
        uint id = module.AddStruct("pair", 4, ("second", number, 0));
        module.AddTypedef("pair_t", id);
        using BtfObject split = module.ToObject();

        Assert.That(id, Is.EqualTo(3));
        Assert.That(split.Base, Is.SameAs(vmlinux));
        Assert.That(split.Header.StringLength, Is.EqualTo("pair_t".Length + 1));
        Assert.That(split[3].NameOffset, Is.EqualTo(vmlinux[2].NameOffset));
        Assert.That(split[4].Name.ToString(), Is.EqualTo("pair_t"));
    }

    [Test]
    public void A_reserved_id_is_used_before_its_type_exists()
    {
        BtfBuilder builder = new();
        uint node = builder.Reserve();
        uint pointer = builder.AddPointer(node);
        Assert.That(() => builder.ToArray(), Throws.InvalidOperationException.With.Message.Contains($"Type {node} was reserved"));

        uint same = builder.Replace(node, builder.AddStruct("node", 16, ("next", pointer, 0), ("self", builder.NextTypeId, 64)));

        using BtfObject btf = builder.ToObject();
        Assert.That(same, Is.EqualTo(node));
        Assert.That(btf.TypeCount, Is.EqualTo(2));
        Assert.That(btf[pointer].Target, Is.EqualTo(btf[node]));
        Assert.That(btf[node].AsComposite().Members[1].TypeId, Is.EqualTo(node));
    }

    [Test]
    public void A_type_is_replaced_and_others_are_removed()
    {
        BtfBuilder builder = new();
        uint first = builder.AddInt("first", 4);
        uint second = builder.AddInt("second", 4);
        uint third = builder.AddTypedef("third", second);
        builder.AddPointer(third);

        Assert.That(() => builder.Remove(second), Throws.ArgumentException.With.Message.Contains($"Type {second} cannot be removed: type {third} still refers to it"));
        builder.Replace(third, builder.AddTypedef("other", first));
        BtfIdMap ids = builder.Remove(second);

        using BtfObject btf = builder.ToObject();
        Assert.That(btf.Types.Count, Is.EqualTo(3));
        Assert.That((ids[first], ids[second], ids[third]), Is.EqualTo((1u, 0u, 2u)));
        Assert.That(btf[2].ToString(), Is.EqualTo("other"));
        Assert.That(btf[2].Target.ToString(), Is.EqualTo("first"));
        Assert.That(btf[3].Target, Is.EqualTo(btf[2]));
    }

    [Test]
    public void An_import_brings_all_that_the_type_needs_once([Values] bool bigEndian)
    {
        byte[] data = Corpus.ReadBtf("kernels/vm-6.18.44/vmlinux.btf");
        using BtfObject kernel = BtfObject.FromMemory(bigEndian ? ByteSwapper.Swap(data) : data);
        BtfBuilder builder = new();

        uint list = builder.Import(kernel.FindType("list_head", BtfKind.Struct));
        uint task = builder.Import(kernel.FindType("task_struct", BtfKind.Struct));
        int count = builder.TypeCount;
        uint again = builder.Import(kernel.FindType("list_head", BtfKind.Struct));

        Assert.That((again, builder.TypeCount), Is.EqualTo((list, count)));
        Assert.That(builder.Verify().IsNone, Is.True);
        using BtfObject btf = builder.ToObject();
        Assert.That(btf[list].ToString(), Is.EqualTo("struct list_head"));
        Assert.That(btf[task].SizeInBytes, Is.EqualTo(kernel.FindType("task_struct", BtfKind.Struct).SizeInBytes));
        Assert.That(btf[task].ResolvePath("mm->pgd").BitOffset, Is.EqualTo(kernel.FindType("task_struct", BtfKind.Struct).ResolvePath("mm->pgd").BitOffset));
        Assert.That(btf.TypeCount, Is.LessThan(kernel.TypeCount));
    }

    [Test]
    public void An_import_of_a_bases_type_is_that_type()
    {
        using BtfObject kernel = BtfObject.FromMemory(SampleBtf.EveryKind().ToArray());
        BtfBuilder builder = new(kernel);

        Assert.That(builder.Import(kernel[4]), Is.EqualTo(4));
        Assert.That(builder.Import(kernel[0]), Is.Zero);
        Assert.That(builder.TypeCount, Is.Zero);
    }

    [Test]
    public void Appending_gives_the_same_types_with_other_ids([Values] bool bigEndian)
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBtf.EveryKind(bigEndian).ToArray());
        BtfBuilder builder = new();
        BtfIdMap first = builder.Append(btf);
        BtfIdMap second = builder.Append(btf);

        using BtfObject twice = builder.ToObject();
        Assert.That(twice.TypeCount, Is.EqualTo(2 * btf.TypeCount));
        Assert.That(twice.Header.StringLength, Is.EqualTo(btf.Header.StringLength));
        foreach (BtfType type in btf.Types)
        {
            Assert.That(twice[first[type.Id]].ToString(), Is.EqualTo(type.ToString()));
            Assert.That(twice[second[type.Id]].ToString(), Is.EqualTo(type.ToString()));
            Assert.That(second[type.Id], Is.EqualTo(first[type.Id] + (uint)btf.TypeCount));
        }
    }

    [Test]
    public void A_split_object_is_appended_over_the_same_base_only()
    {
        BtfBuilder sample = SampleBtf.EveryKind();
        using BtfObject kernel = BtfObject.FromMemory(sample.ToArray());
        using BtfObject other = BtfObject.FromMemory(sample.ToArray());
        BtfBuilder split = new(kernel);
        split.AddTypedef("own", 4);
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);

        BtfBuilder builder = new(kernel);
        builder.AddPointer(1);
        BtfIdMap ids = builder.Append(module);
        using BtfObject result = builder.ToObject();

        Assert.That(result[ids[20]].Target, Is.EqualTo(kernel[4]));
        Assert.That(() => new BtfBuilder(other).Append(module), Throws.ArgumentException.With.Message.Contains("another base"));
    }

    [Test]
    public void A_builder_whose_content_was_taken_says_so()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.ToObject().Dispose();

        foreach (Action use in (Action[])
            [() => builder.AddPointer(0), () => builder.AddStruct("s", 0), () => builder.ToArray(), () => builder.ToObject(), () => builder.Reserve(), () => builder.Remove(1), () => builder.Verify()])
        {
            Assert.That(() => use(), Throws.InvalidOperationException.With.Message.Contains("has taken the builder's content"));
        }
    }

    [Test]
    public void What_cannot_be_right_is_refused_and_leaves_nothing()
    {
        BtfBuilder builder = new();
        foreach (Action wrong in (Action[])
            [
                () => builder.AddInt("int", 3), () => builder.AddInt("", 4), () => builder.AddInt("int", 4, bits: 33), () => builder.AddInt("int", 4, bits: int.MaxValue, bitOffset: 1), () => builder.AddFloat("float", 5),
                () => builder.AddTypedef("", 1), () => builder.AddFunction("", 1), () => builder.AddVariable("", 1), () => builder.AddDataSection("", 0),
                () => builder.AddDeclTag("", 1), () => builder.AddDeclTag("tag", 1, -2), () => builder.AddTypeTag("", 1), () => builder.AddForward(""),
                () => builder.AddEnum("e", 3, false), () => builder.AddEnum("e", 4, false, ("A", 1L << 32)), () => builder.AddEnum("e", 4, false, ("", 1)),
                () => builder.AddStruct("s", 4, ("a\0b", 1u, 0)), () => builder.AddStruct("s", 4, ("bits", 1u, 0, 256)), () => builder.AddStruct("s", 4, ("bits", 1u, 1 << 24, 1)),
                () => builder.AddStruct("s", 4, false, ("bits", 1u, 0, 1)), () => builder.AddName("a\0b"u8), () => builder.AddTypedef("\ud800", 1),
                () => builder.Replace(1, 2), () => builder.Remove(1), () => builder.AddFunction("f", 1, (BtfFunctionLinkage)3), () => builder.AddVariable("v", 1, (BtfVariableLinkage)3),
            ])
        {
            Assert.That(() => wrong(), Throws.InstanceOf<ArgumentException>());
        }

        Assert.That(builder.TypeCount, Is.Zero);
        builder.AddPointer(7);
        Assert.That(() => builder.ToArray(), Throws.InvalidOperationException.With.Message.EqualTo("Type 1 refers to type 7, which does not exist: the last one is 1."));
    }

    [Test]
    public void Bad_objects_are_refused_and_leave_no_types()
    {
        BtfBuilder hostile = new();
        hostile.AddPointer(99);
        hostile.AddRaw(1000, RawBtf.Info(BtfKind.Typedef), 0);
        using BtfObject btf = hostile.OpenRaw();
        BtfBuilder builder = new();

        Assert.That(() => builder.Append(btf), Throws.TypeOf<BtfFormatException>());
        Assert.That(() => builder.Import(btf[1]), Throws.TypeOf<BtfFormatException>());
        Assert.That(() => builder.Import(btf[2]), Throws.TypeOf<BtfFormatException>());
        Assert.That(builder.TypeCount, Is.Zero);
        Assert.That(builder.AddInt("int", 4), Is.EqualTo(1));
    }

    [Test]
    public void Names_that_all_lie_in_one_string_take_no_more_than_that_string()
    {
        using BtfObject btf = BtfObject.FromMemory(CraftedNames.Suffixes(20_000));
        BtfBuilder builder = new();
        builder.Append(btf);

        Assert.That(builder.ByteLength, Is.LessThan(4L * btf.RawData.Length));
        using BtfObject result = builder.ToObject();
        Assert.That(result[20_000].Name.ToString(), Is.EqualTo(btf[20_000].Name.ToString()));
    }

    [Test]
    public void A_chain_of_very_many_pointers_is_imported_on_a_small_stack()
    {
        // More than the stack has bytes for each.
        int length = LongRun.Rounds(usual: 300_000, many: 1_000_000);
        BtfBuilder chain = new();
        for (uint id = 1; id < length; id++)
        {
            chain.AddPointer(id + 1);
        }

        chain.AddInt("int", 4);
        using BtfObject btf = chain.ToObject();
        BtfBuilder builder = new();
        Thread thread = new(() => builder.Import(btf[1]), 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.That(builder.TypeCount, Is.EqualTo(length));
    }

    /// <summary>Types of many kinds that the kernel accepts.</summary>
    private static void Fill(BtfBuilder builder)
    {
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = builder.AddInt("char", 1, BtfIntEncoding.Char);
        uint text = builder.AddPointer(builder.AddConst(character));
        uint name = builder.AddArray(character, number, 16);
        uint task = builder.Reserve();
        uint pointer = builder.AddPointer(task);
        uint state = builder.AddEnum("state", 4, true, ("DEAD", -1), ("ALIVE", 1));
        builder.Replace(task, builder.AddStruct("task", 40, ("parent", pointer, 0), ("name", name, 64), ("state", state, 192), ("low", number, 224, 3), ("text", text, 256)));
        uint prototype = builder.AddFunctionPrototype(number, ("task", pointer), ("text", text));
        uint function = builder.AddFunction("wake", prototype, BtfFunctionLinkage.Static);
        builder.AddDeclTag("tag", function, 0);
        builder.AddEnum64("wide", 8, false, ("MOST", -1));
        builder.AddFloat("double", 8);
        builder.AddForward("later");
        uint variable = builder.AddVariable("current", pointer);
        builder.AddDataSection(".data", 8, (variable, 0, 8));
        builder.AddPointer(builder.AddTypeTag("user", builder.AddVolatile(builder.AddTypedef("number_t", number))));
    }
}
