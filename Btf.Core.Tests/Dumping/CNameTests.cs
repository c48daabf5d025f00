using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Names that are invalid in C, and names that clash: the header compiles, has each type, and gives the original names.</summary>
[TestFixture]
public sealed class CNameTests
{
    private static readonly string[] _names =
    [
        "core::fmt::X<T>", "a.b", "a_b", "a-b", "a b", "operator+", "operator new[]", "1st", "naïve", "end */ int x; /*", "tab\tname\u001b[31m", "x$y", "ab\u202Ecd",
        "int", "typeof", "asm", "_Bool", "_Nonnull", "__func__", "__int128", "linux", "unix", "__INT_MAX__", "__weak", "__attribute__", "_Generic", "a_b___2", "core__fmt__X_T_",
    ];

    private static BtfBuilder Start()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddInt("char", 1);
        return builder;
    }

    [Test]
    public void Structures_and_members_with_names_that_are_not_c_compile()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            builder.AddStruct(name, 8, (name, 1u, 0), ("plain", 1u, 32));
        }

        Check(builder);
    }

    [Test]
    public void Names_that_are_not_c_compile_wherever_a_type_has_names()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            uint tag = builder.AddEnum(name, 4, false, ($"{name} value", 1), (name, 2));
            uint typedef = builder.AddTypedef(name, tag);
            uint function = builder.AddFunction(name, builder.AddFunctionPrototype(typedef, (name, typedef), ("typeof", typedef), (name, tag)));
            builder.AddDeclTag("bpf_kfunc", function);
            builder.AddForward(name, isUnion: true);
        }

        Check(builder);
    }

    [Test]
    public void Bytes_that_are_not_text_and_empty_names_compile()
    {
        BtfBuilder builder = Start();
        BtfName bytes = builder.AddName([0xff, 0xfe, (byte)'x']);
        uint empty = builder.AddString("x") + 1;
        builder.AddStruct(bytes, 4, new BtfBuilderMember(bytes, 1));
        uint nameless = builder.AddRaw(empty, RawBtf.Info(BtfKind.Struct, 1), 4, empty, 1, 0);
        builder.AddStruct("holder", 8, ("", 1u, 0), ("", 1u, 32));
        builder.AddStruct("outer", 4, ("x", nameless, 0));

        string header = Check(builder);
        Assert.That(header, Does.Contain("/* \\xff\\xfex */"));
    }

    [Test]
    public void Tags_typedefs_and_functions_of_one_name_compile()
    {
        BtfBuilder builder = Start();
        uint structure = builder.AddStruct("same", 4, ("x", 1u, 0));
        uint union = builder.AddUnion("same", 8, ("x", 1u, 0), ("y", builder.AddArray(1, 1, 2), 0));
        uint constants = builder.AddEnum("same", 4, false, ("same", 1), ("other", 2));
        builder.AddEnum("more", 4, false, ("same", 1), ("other", 2));
        uint typedef = builder.AddTypedef("same", structure);
        uint second = builder.AddTypedef("same", union);
        uint function = builder.AddFunction("same", builder.AddFunctionPrototype(1, ("same", typedef), ("b", second), ("c", constants)));
        builder.AddDeclTag("bpf_kfunc", function);
        builder.AddStruct("holder", 16, ("a", structure, 0), ("b", second, 32), ("c", constants, 96));

        string header = Check(builder);
        Assert.That(header, Does.Contain("___2 /* same */"));
    }

    [Test]
    public void A_declared_union_leaves_the_name_to_the_structure_that_is_defined()
    {
        BtfBuilder builder = Start();
        uint forward = builder.AddForward("z", isUnion: true);
        uint structure = builder.AddStruct("z", 4, ("q", 1u, 0));
        builder.AddStruct("s", 16, ("u", builder.AddPointer(forward), 0), ("v", builder.AddPointer(structure), 64));

        string header = Check(builder);
        Assert.That(header, Does.Contain("struct z {").And.Contain("union z___2 /* z */;"));
    }

    [Test]
    public void A_name_that_c_can_write_is_kept()
    {
        BtfBuilder builder = Start();
        builder.AddEnum("", 4, false, ("PPC", 1), ("true", 2), ("__BPF_FUNC_MAX_ID", 3));
        builder.AddStruct("a.b", 4, ("x.y", 1u, 0));
        builder.AddStruct("a_b", 8, ("x.y", 1u, 0), ("x_y", 1u, 32));

        string header = Check(builder);
        Assert.That(header, Does.Contain("struct a_b {").And.Contain("\tint x_y;").And.Contain("/* a.b */").And.Contain("/* x.y */"));
        Assert.That(header, Does.Contain("\tPPC = 1,").And.Contain("\ttrue = 2,").And.Contain("\t__BPF_FUNC_MAX_ID = 3,"));
    }

    [Test]
    public void Members_of_one_name_compile_through_nameless_members()
    {
        BtfBuilder builder = Start();
        uint inner = builder.AddStruct("", 8, ("x", 1u, 0), ("y", 1u, 32));
        builder.AddStruct("s", 16, ("x", 1u, 0), ("", inner, 32), ("y", 1u, 96));

        Check(builder);
    }

    [Test]
    public void Numbers_that_c_has_no_word_for_are_defined()
    {
        BtfBuilder builder = Start();
        uint[] types =
        [
            builder.AddInt("u8", 1), builder.AddInt("i64", 8, BtfIntEncoding.Signed), builder.AddInt("usize", 8), builder.AddInt("char", 4), builder.AddInt("()", 1), builder.AddInt("u128", 16),
            builder.AddFloat("f32", 4), builder.AddFloat("f64", 8), builder.AddFloat("long double", 16), builder.AddInt("bool", 1, BtfIntEncoding.Bool),
        ];
        foreach (uint type in types)
        {
            builder.AddStruct($"s{type}", 32, ("x", type, 0), ("y", type, 128));
        }

        Check(builder);
    }

    [Test]
    public void A_tag_cannot_leave_its_literal()
    {
        BtfBuilder builder = Start();
        uint tagged = builder.AddPointer(builder.AddTypeTag("a\"))) x; int y[(\\", 1));
        uint attribute = builder.AddPointer(builder.AddTypeTag("x)) int y", 1, isAttribute: true));
        builder.AddStruct("s", 16, ("x", tagged, 0), ("y", attribute, 64));

        Check(builder);
    }

    [Test]
    public void Members_that_are_out_of_order_or_overlap_stay_at_their_places()
    {
        BtfBuilder builder = Start();
        builder.AddStruct("mixed", 12, ("b", 1u, 64), ("a", 1u, 0), ("c", 2u, 32));
        builder.AddStruct("overlap", 12, ("b", 1u, 16), ("a", 1u, 0), ("c", 2u, 64));
        builder.AddStruct("bits", 8, ("a", 1u, 0, 20), ("b", 1u, 20, 20), ("c", 1u, 10, 3));
        uint shifted = builder.AddUnion("shifted", 8, ("x", 1u, 0), ("y", 1u, 32));
        builder.AddStruct("holder", 12, ("u", shifted, 0), ("x", 1u, 64));
        builder.AddStruct("nothing", 0, ("x", builder.AddArray(1, 1, 0), 0));

        Check(builder);
    }

    [Test]
    public void Members_that_c_cannot_write_are_left_out_with_a_comment()
    {
        BtfBuilder builder = Start();
        uint forward = builder.AddForward("unknown");
        builder.AddStruct("s", 8, ("x", 1u, 0), ("gone", forward, 32), ("beyond", 1u, 64));
        using BtfObject btf = builder.ToObject();

        string header = Header(btf);
        Assert.That(header, Does.Contain("left out").And.Contain("gone").And.Contain("beyond"));
        HeaderLayoutTests.Compile(header, "bpf", "s");
    }

    [Test]
    public void Bit_fields_in_the_integers_own_record_keep_their_places()
    {
        BtfBuilder builder = Start();
        uint narrow = builder.AddInt("unsigned int", 4, BtfIntEncoding.None, 4, 3);
        builder.AddStruct("old", 8, ("a", 1u, 0), ("b", narrow, 32));

        Check(builder);
    }

    [TestCase("arm-linux-gnueabi")]
    [TestCase("i386-linux-gnu")]
    public void Numbers_of_8_bytes_keep_their_places_on_32_bit_machines(string target)
    {
        BtfBuilder builder = Start();
        uint wide = builder.AddInt("long long int", 8, BtfIntEncoding.Signed);
        builder.AddInt("long int", 4, BtfIntEncoding.Signed);
        uint inner = builder.AddStruct("inner", 12, ("a", wide, 0), ("b", 1u, 64));
        uint even = builder.AddStruct("even", 16, ("a", wide, 0), ("b", wide, 64));
        builder.AddStruct("outer", 20, ("a", 1u, 0), ("b", inner, 32), ("c", 1u, 128));
        builder.AddStruct("shifted", 20, ("a", 1u, 0), ("b", even, 32));
        builder.AddUnion("u", 12, ("a", inner, 0), ("b", wide, 0));
        using BtfObject btf = builder.ToObject();

        Assert.That(btf.PointerSize, Is.EqualTo(4));
        HeaderLayoutTests.AssertLayout(btf, target);
    }

    [Test]
    public void Gaps_of_packed_structures_are_filled_to_the_bit()
    {
        BtfBuilder builder = Start();
        builder.AddStruct("s", 37, ("a", 2u, 0), ("b", 1u, 232), ("c", 2u, 288));
        builder.AddStruct("t", 33, ("a", 2u, 0, 3), ("b", 1u, 200, 0), ("c", 2u, 248, 0));

        Check(builder);
    }

    [Test]
    public void Truth_values_of_several_bits_compile()
    {
        BtfBuilder builder = Start();
        uint flag = builder.AddInt("_Bool", 1, BtfIntEncoding.Bool);
        builder.AddStruct("s", 4, ("a", flag, 0, 1), ("b", flag, 1, 5), ("", flag, 8, 5), ("c", flag, 16, 3));

        Check(builder);
    }

    [Test]
    public void The_same_data_has_the_same_names_each_time()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            builder.AddStruct(name, 8, (name, 1u, 0), ("plain", 1u, 32));
        }

        using BtfObject btf = builder.ToObject();
        string first = Header(btf);
        Assert.That(Header(btf), Is.EqualTo(first));
    }

    [TestCase("k12-names")]
    [TestCase("k12-tag-clash")]
    [TestCase("k13-old-bitfield")]
    [TestCase("k11-out-of-order")]
    public void A_reported_object_compiles_to_what_it_says(string name)
    {
        string? path = SharedData.Folder is null ? null : Path.Combine(SharedData.Folder, "reports", $"{name}.btf");
        if (!File.Exists(path))
        {
            Assert.Ignore("The reported objects are absent.");
        }

        using BtfObject btf = BtfObject.Open(path);
        HeaderLayoutTests.AssertLayout(btf, name);
    }

    private static string Check(BtfBuilder builder)
    {
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        HeaderLayoutTests.AssertLayout(btf, TestContext.CurrentContext.Test.Name);
        string header = Header(btf);
        Assert.That(header.All(character => character is '\n' or '\t' || !char.IsControl(character)), Is.True);
        return header;
    }

    private static string Header(BtfObject btf)
    {
        using MemoryStream text = new();
        BtfDump.WriteC(btf, text);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
