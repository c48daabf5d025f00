using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Types that bpftool writes wrongly: compiled without extra flags, structures have the sizes and members the offsets of the data.</summary>
[TestFixture]
public sealed class CorrectCDumpTests
{
    private static BtfBuilder Start()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddInt("char", 1);
        return builder;
    }

    [Test]
    public void A_packed_union_is_packed()
    {
        BtfBuilder builder = Start();
        uint five = builder.AddArray(2, 1, 5);
        uint union = builder.AddUnion("u", 5, ("x", 1u, 0), ("y", five, 0));
        builder.AddStruct("s", 7, ("c", 2u, 0), ("u", union, 8), ("d", 2u, 48));

        AssertCompiles(builder);
    }

    [TestCase(8u)]
    [TestCase(16u)]
    [TestCase(24u)]
    public void A_union_that_is_larger_than_its_members_keeps_its_size(uint size)
    {
        BtfBuilder builder = Start();
        builder.AddUnion("u", size, ("x", 1u, 0));

        AssertCompiles(builder);
    }

    [Test]
    public void Members_of_a_nameless_member_are_written_in_place()
    {
        BtfBuilder builder = Start();
        uint tree = builder.AddStruct("tree", 8, ("id", 1u, 0), ("n", 1u, 32));
        builder.AddStruct("ns", 16, ("r", 1u, 0), ("", tree, 32), ("z", 1u, 96));

        AssertCompiles(builder);
    }

    [Test]
    public void A_qualifier_around_a_type_tag_is_a_word_of_its_own()
    {
        BtfBuilder builder = Start();
        uint tagged = builder.AddTypeTag("user", 1);
        uint all = builder.AddRestrict(builder.AddPointer(builder.AddVolatile(builder.AddConst(tagged))));
        builder.AddStruct("s", 24, ("a", builder.AddPointer(builder.AddConst(tagged)), 0), ("b", all, 64), ("c", builder.AddPointer(tagged), 128));

        AssertCompiles(builder);
    }

    [Test]
    public void Integers_of_16_bytes_stay_at_offsets_that_their_alignment_in_C_does_not_allow()
    {
        BtfBuilder builder = Start();
        uint wide = builder.AddInt("__int128", 16, BtfIntEncoding.Signed);
        uint packed = builder.AddStruct("at_8", 24, ("a", 2u, 0), ("b", wide, 64));
        builder.AddStruct("odd_size", 40, ("a", wide, 0), ("b", 2u, 184), ("c", builder.AddArray(2, 1, 16), 192));
        builder.AddUnion("u", 24, ("a", wide, 0), ("b", builder.AddArray(2, 1, 24), 0));
        uint aligned = builder.AddStruct("aligned", 32, ("a", wide, 0), ("b", 2u, 128));
        builder.AddStruct("holds_both", 64, ("a", aligned, 64), ("b", packed, 320));
        builder.AddStruct("holds_packed", 32, ("a", 2u, 0), ("b", packed, 64));

        AssertCompiles(builder);
    }

    [Test]
    public void No_type_is_left_out()
    {
        BtfBuilder builder = Start();
        builder.AddStruct("aaa", 4, ("x", 1u, 0));
        using BtfObject btf = builder.ToObject();
        Text text = new();

        BtfDump.WriteC(btf, text.Buffer);

        Assert.That(text.ToString(), Does.Contain("struct aaa {"));
    }

    [TestCase("k04-tagged-anonymous")]
    [TestCase("k05-union-packed")]
    [TestCase("k05-union-aligned")]
    [TestCase("k06-first-lost")]
    [TestCase("k07-enum16")]
    public void A_reported_object_compiles_to_what_it_says(string name)
    {
        string? path = SharedData.Folder is null ? null : Path.Combine(SharedData.Folder, "reports", $"{name}.btf");
        if (!File.Exists(path))
        {
            Assert.Ignore("The reported objects are absent.");
        }

        using BtfObject btf = BtfObject.Open(path);
        AssertCompiles(btf);
    }

    private static void AssertCompiles(BtfBuilder builder)
    {
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        AssertCompiles(btf);
    }

    /// <summary>Compiles the header with a variable of each named structure and union, and compares clang's layouts of them.</summary>
    private static void AssertCompiles(BtfObject btf)
    {
        string clang = Oracles.Clang();
        using TemporaryFolder folder = new();
        Text text = new();
        BtfDump.WriteC(btf, text.Buffer);
        string source = text.ToString();
        foreach (BtfType type in btf.Types)
        {
            if (type.NameOffset != 0 && type.Kind is BtfKind.Struct or BtfKind.Union)
            {
                source += $"{(type.Kind == BtfKind.Union ? "union" : "struct")} {type.Name} use_{type.Id};\n";
            }
        }

        string file = folder.PathOf("header.c");
        string output = folder.PathOf("header.o");
        File.WriteAllText(file, source);
        ProcessResult compiled = ProcessRunner.Run(clang, "-target", "bpf", "-g", "-O2", "-c", file, "-o", output);
        Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError + source);

        using BtfObject made = BtfObject.Open(output);
        foreach (BtfType type in btf.Types)
        {
            if (type.NameOffset != 0 && type.TryAsComposite(out BtfComposite composite))
            {
                BtfComposite other = made.FindType(type.Name.ToString(), type.Kind).AsComposite();
                Assert.That(other.Size, Is.EqualTo(composite.Size), source);
                foreach (BtfMember member in composite.Members)
                {
                    Assert.That(member.NameOffset == 0 || other.FindMember(member.Name.ToString()).BitOffset == member.BitOffset, Is.True, source);
                }
            }
        }
    }

    private sealed class Text
    {
        public System.Buffers.ArrayBufferWriter<byte> Buffer { get; } = new();

        public override string ToString() => System.Text.Encoding.UTF8.GetString(Buffer.WrittenSpan);
    }
}
