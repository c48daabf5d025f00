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
        builder.Int("int", 4, 32);
        builder.Int("char", 1, 8);
        return builder;
    }

    [Test]
    public void Structures_and_members_with_names_that_are_not_c_compile()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            builder.Struct(name, 8, (name, 1, 0), ("plain", 1, 32));
        }

        Check(builder);
    }

    [Test]
    public void Names_that_are_not_c_compile_wherever_a_type_has_names()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            uint tag = builder.Enum(name, 4, false, ($"{name} value", 1), (name, 2));
            uint typedef = builder.Typedef(name, tag);
            uint function = builder.Func(name, builder.FuncProto(typedef, (name, typedef), ("typeof", typedef), (name, tag)));
            builder.DeclTag("bpf_kfunc", function);
            builder.Fwd(name, union: true);
        }

        Check(builder);
    }

    [Test]
    public void Bytes_that_are_not_text_and_empty_names_compile()
    {
        BtfBuilder builder = Start();
        uint bytes = builder.AddString([0xff, 0xfe, (byte)'x']);
        uint empty = builder.AddString("x") + 1;
        builder.Raw(bytes, BtfBuilder.Info(4, 1), 4, bytes, 1, 0);
        uint nameless = builder.Raw(empty, BtfBuilder.Info(4, 1), 4, empty, 1, 0);
        builder.Struct("holder", 8, ("", 1, 0), ("", 1, 32));
        builder.Struct("outer", 4, ("x", nameless, 0));

        string header = Check(builder);
        Assert.That(header, Does.Contain("/* \\xff\\xfex */"));
    }

    [Test]
    public void Tags_typedefs_and_functions_of_one_name_compile()
    {
        BtfBuilder builder = Start();
        uint structure = builder.Struct("same", 4, ("x", 1, 0));
        uint union = builder.Union("same", 8, ("x", 1, 0), ("y", builder.Array(1, 1, 2), 0));
        uint constants = builder.Enum("same", 4, false, ("same", 1), ("other", 2));
        builder.Enum("more", 4, false, ("same", 1), ("other", 2));
        uint typedef = builder.Typedef("same", structure);
        uint second = builder.Typedef("same", union);
        uint function = builder.Func("same", builder.FuncProto(1, ("same", typedef), ("b", second), ("c", constants)));
        builder.DeclTag("bpf_kfunc", function);
        builder.Struct("holder", 16, ("a", structure, 0), ("b", second, 32), ("c", constants, 96));

        string header = Check(builder);
        Assert.That(header, Does.Contain("___2 /* same */"));
    }

    [Test]
    public void A_declared_union_leaves_the_name_to_the_structure_that_is_defined()
    {
        BtfBuilder builder = Start();
        uint forward = builder.Fwd("z", union: true);
        uint structure = builder.Struct("z", 4, ("q", 1, 0));
        builder.Struct("s", 16, ("u", builder.Ptr(forward), 0), ("v", builder.Ptr(structure), 64));

        string header = Check(builder);
        Assert.That(header, Does.Contain("struct z {").And.Contain("union z___2 /* z */;"));
    }

    [Test]
    public void A_name_that_c_can_write_is_kept()
    {
        BtfBuilder builder = Start();
        builder.Enum("", 4, false, ("PPC", 1), ("true", 2), ("__BPF_FUNC_MAX_ID", 3));
        builder.Struct("a.b", 4, ("x.y", 1, 0));
        builder.Struct("a_b", 8, ("x.y", 1, 0), ("x_y", 1, 32));

        string header = Check(builder);
        Assert.That(header, Does.Contain("struct a_b {").And.Contain("\tint x_y;").And.Contain("/* a.b */").And.Contain("/* x.y */"));
        Assert.That(header, Does.Contain("\tPPC = 1,").And.Contain("\ttrue = 2,").And.Contain("\t__BPF_FUNC_MAX_ID = 3,"));
    }

    [Test]
    public void Members_of_one_name_compile_through_nameless_members()
    {
        BtfBuilder builder = Start();
        uint inner = builder.Struct("", 8, ("x", 1, 0), ("y", 1, 32));
        builder.Struct("s", 16, ("x", 1, 0), ("", inner, 32), ("y", 1, 96));

        Check(builder);
    }

    [Test]
    public void Numbers_that_c_has_no_word_for_are_defined()
    {
        BtfBuilder builder = Start();
        uint[] types =
        [
            builder.Int("u8", 1, 8), builder.Int("i64", 8, 64, 1), builder.Int("usize", 8, 64), builder.Int("char", 4, 32), builder.Int("()", 1, 8), builder.Int("u128", 16, 128),
            builder.Float("f32", 4), builder.Float("f64", 8), builder.Float("long double", 16), builder.Int("bool", 1, 8, 4),
        ];
        foreach (uint type in types)
        {
            builder.Struct($"s{type}", 32, ("x", type, 0), ("y", type, 128));
        }

        Check(builder);
    }

    [Test]
    public void A_tag_cannot_leave_its_literal()
    {
        BtfBuilder builder = Start();
        uint tagged = builder.Ptr(builder.TypeTag("a\"))) x; int y[(\\", 1));
        uint attribute = builder.Ptr(builder.TypeTag("x)) int y", 1, attribute: true));
        builder.Struct("s", 16, ("x", tagged, 0), ("y", attribute, 64));

        Check(builder);
    }

    [Test]
    public void Members_that_are_out_of_order_or_overlap_stay_at_their_places()
    {
        BtfBuilder builder = Start();
        builder.Struct("mixed", 12, ("b", 1, 64), ("a", 1, 0), ("c", 2, 32));
        builder.Struct("overlap", 12, ("b", 1, 16), ("a", 1, 0), ("c", 2, 64));
        builder.BitfieldStruct("bits", 8, ("a", 1, 0, 20), ("b", 1, 20, 20), ("c", 1, 10, 3));
        uint shifted = builder.Union("shifted", 8, ("x", 1, 0), ("y", 1, 32));
        builder.Struct("holder", 12, ("u", shifted, 0), ("x", 1, 64));
        builder.Struct("nothing", 0, ("x", builder.Array(1, 1, 0), 0));

        Check(builder);
    }

    [Test]
    public void Members_that_c_cannot_write_are_left_out_with_a_comment()
    {
        BtfBuilder builder = Start();
        uint forward = builder.Fwd("unknown");
        builder.Struct("s", 8, ("x", 1, 0), ("gone", forward, 32), ("beyond", 1, 64));
        using BtfObject btf = builder.Open();

        string header = Header(btf);
        Assert.That(header, Does.Contain("left out").And.Contain("gone").And.Contain("beyond"));
        HeaderLayoutTests.Compile(header, "bpf", "s");
    }

    [Test]
    public void Bit_fields_in_the_integers_own_record_keep_their_places()
    {
        BtfBuilder builder = Start();
        uint narrow = builder.Int("unsigned int", 4, 4, 0, 3);
        builder.Struct("old", 8, ("a", 1, 0), ("b", narrow, 32));

        Check(builder);
    }

    [TestCase("arm-linux-gnueabi")]
    [TestCase("i386-linux-gnu")]
    public void Numbers_of_8_bytes_keep_their_places_on_32_bit_machines(string target)
    {
        BtfBuilder builder = Start();
        uint wide = builder.Int("long long int", 8, 64, 1);
        builder.Int("long int", 4, 32, 1);
        uint inner = builder.Struct("inner", 12, ("a", wide, 0), ("b", 1, 64));
        uint even = builder.Struct("even", 16, ("a", wide, 0), ("b", wide, 64));
        builder.Struct("outer", 20, ("a", 1, 0), ("b", inner, 32), ("c", 1, 128));
        builder.Struct("shifted", 20, ("a", 1, 0), ("b", even, 32));
        builder.Union("u", 12, ("a", inner, 0), ("b", wide, 0));
        using BtfObject btf = builder.Open();

        Assert.That(btf.PointerSize, Is.EqualTo(4));
        HeaderLayoutTests.AssertLayout(btf, target);
    }

    [Test]
    public void Gaps_of_packed_structures_are_filled_to_the_bit()
    {
        BtfBuilder builder = Start();
        builder.Struct("s", 37, ("a", 2, 0), ("b", 1, 232), ("c", 2, 288));
        builder.BitfieldStruct("t", 33, ("a", 2, 0, 3), ("b", 1, 200, 0), ("c", 2, 248, 0));

        Check(builder);
    }

    [Test]
    public void Truth_values_of_several_bits_compile()
    {
        BtfBuilder builder = Start();
        uint flag = builder.Int("_Bool", 1, 8, 4);
        builder.BitfieldStruct("s", 4, ("a", flag, 0, 1), ("b", flag, 1, 5), ("", flag, 8, 5), ("c", flag, 16, 3));

        Check(builder);
    }

    [Test]
    public void The_same_data_has_the_same_names_each_time()
    {
        BtfBuilder builder = Start();
        foreach (string name in _names)
        {
            builder.Struct(name, 8, (name, 1, 0), ("plain", 1, 32));
        }

        using BtfObject btf = builder.Open();
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
        using BtfObject btf = builder.Open();
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
