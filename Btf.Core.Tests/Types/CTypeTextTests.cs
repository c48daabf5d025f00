using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class CTypeTextTests(bool bigEndian)
{
    private static readonly (string Text, Func<CTypes, uint> Build)[] _types =
    [
        ("int", c => c.Int),
        ("double", c => c.Builder.Float("double", 8)),
        ("struct sk_buff", c => c.Builder.Struct("sk_buff", 0)),
        ("union either", c => c.Builder.Union("either", 0)),
        ("enum colour", c => c.Builder.Enum("colour", 4, signed: false)),
        ("enum wide", c => c.Builder.Enum64("wide", 8, signed: false)),
        ("struct (anon)", c => c.Builder.Struct("", 0)),
        ("union (anon)", c => c.Builder.Union("", 0)),
        ("enum (anon)", c => c.Builder.Enum("", 4, signed: false)),
        ("struct later", c => c.Builder.Fwd("later")),
        ("union later", c => c.Builder.Fwd("later", union: true)),
        ("size_t", c => c.Builder.Typedef("size_t", c.Int)),

        ("void *", c => c.Builder.Ptr(0)),
        ("const void", c => c.Builder.Const(0)),
        ("const void *", c => c.Builder.Ptr(c.Builder.Const(0))),
        ("char **", c => c.Builder.Ptr(c.Builder.Ptr(c.Char))),
        ("const char *", c => c.Builder.Ptr(c.Builder.Const(c.Char))),
        ("char *const", c => c.Builder.Const(c.Builder.Ptr(c.Char))),
        ("const char *const", c => c.Builder.Const(c.Builder.Ptr(c.Builder.Const(c.Char)))),
        ("char *const *", c => c.Builder.Ptr(c.Builder.Const(c.Builder.Ptr(c.Char)))),
        ("const volatile int", c => c.Builder.Const(c.Builder.Volatile(c.Int))),
        ("volatile const int", c => c.Builder.Volatile(c.Builder.Const(c.Int))),
        ("char *restrict", c => c.Builder.Restrict(c.Builder.Ptr(c.Char))),
        ("char *const volatile restrict", c => c.Builder.Const(c.Builder.Volatile(c.Builder.Restrict(c.Builder.Ptr(c.Char))))),
        ("const size_t *", c => c.Builder.Ptr(c.Builder.Const(c.Builder.Typedef("size_t", c.Int)))),
        ("struct (anon) *", c => c.Builder.Ptr(c.Builder.Struct("", 0))),
        ("union later *", c => c.Builder.Ptr(c.Builder.Fwd("later", union: true))),

        ("int[3]", c => c.Array(c.Int, 3)),
        ("int[0]", c => c.Array(c.Int, 0)),
        ("int[2][3]", c => c.Array(c.Array(c.Int, 3), 2)),
        ("int *[3]", c => c.Array(c.Builder.Ptr(c.Int), 3)),
        ("int (*)[3]", c => c.Builder.Ptr(c.Array(c.Int, 3))),
        ("int (*)[2][3]", c => c.Builder.Ptr(c.Array(c.Array(c.Int, 3), 2))),
        ("int (*[2])[3]", c => c.Array(c.Builder.Ptr(c.Array(c.Int, 3)), 2)),
        ("const int[3]", c => c.Array(c.Builder.Const(c.Int), 3)),
        ("const int[3]", c => c.Builder.Const(c.Array(c.Int, 3))),
        ("const int[3]", c => c.Builder.Const(c.Array(c.Builder.Const(c.Int), 3))),
        ("char *const [3]", c => c.Array(c.Builder.Const(c.Builder.Ptr(c.Char)), 3)),
        ("char *const [3]", c => c.Builder.Const(c.Array(c.Builder.Ptr(c.Char), 3))),

        ("int (void)", c => c.Builder.FuncProto(c.Int)),
        ("void (void)", c => c.Builder.FuncProto(0)),
        ("int (*)(void)", c => c.Callback),
        ("int (**)(void)", c => c.Builder.Ptr(c.Callback)),
        ("int (*const)(void)", c => c.Builder.Const(c.Callback)),
        ("int (*[3])(void)", c => c.Array(c.Callback, 3)),
        ("int (*(*)(void))(void)", c => c.Builder.Ptr(c.Builder.FuncProto(c.Callback))),
        ("int (*(void))[3]", c => c.Builder.FuncProto(c.Builder.Ptr(c.Array(c.Int, 3)))),
        ("char *(void)", c => c.Builder.FuncProto(c.Builder.Ptr(c.Char))),
        ("void (*)(int (*)(void))", c => c.Builder.Ptr(c.Builder.FuncProto(0, ("", c.Callback)))),
        ("int (*)(int, char *)", c => c.Builder.Ptr(c.Builder.FuncProto(c.Int, ("", c.Int), ("", c.Builder.Ptr(c.Char))))),
        ("int (*)(const char *format, ...)", c => c.Builder.Ptr(c.Builder.FuncProto(c.Int, ("format", c.Builder.Ptr(c.Builder.Const(c.Char))), ("", 0)))),
        ("int (...)", c => c.Builder.FuncProto(c.Int, ("", 0))),
        ("void (*)(void)", c => c.Builder.Ptr(c.Builder.Volatile(c.Builder.FuncProto(0)))),
        ("const int (*)(void)", c => c.Builder.Ptr(c.Builder.FuncProto(c.Builder.Const(c.Int)))),

        ("__attribute__((btf_type_tag(\"user\"))) int *", c => c.Builder.Ptr(c.Builder.TypeTag("user", c.Int))),
        ("__attribute__((btf_type_tag(\"rcu\"))) const int *", c => c.Builder.Ptr(c.Builder.TypeTag("rcu", c.Builder.Const(c.Int)))),
        ("char *__attribute__((btf_type_tag(\"percpu\"))) *", c => c.Builder.Ptr(c.Builder.TypeTag("percpu", c.Builder.Ptr(c.Char)))),
        ("__attribute__((noderef)) int *", c => c.Builder.Ptr(c.Builder.TypeTag("noderef", c.Int, attribute: true))),
        ("__attribute__((btf_decl_tag(\"checked\")))", c => c.Builder.DeclTag("checked", c.Int)),

        ("int main(int argc, char **argv)", c => c.Builder.Func("main", c.Builder.FuncProto(c.Int, ("argc", c.Int), ("argv", c.Builder.Ptr(c.Builder.Ptr(c.Char)))))),
        ("void panic(const char *fmt, ...)", c => c.Builder.Func("panic", c.Builder.FuncProto(0, ("fmt", c.Builder.Ptr(c.Builder.Const(c.Char))), ("", 0)))),
        ("int (*signal(int (*handler)(void)))(void)", c => c.Builder.Func("signal", c.Builder.FuncProto(c.Callback, ("handler", c.Callback)))),
        ("char *strdup(void)", c => c.Builder.Func("strdup", c.Builder.FuncProto(c.Builder.Ptr(c.Char)))),
        ("int counter", c => c.Builder.Var("counter", c.Int)),
        ("const char *const names[4]", c => c.Builder.Var("names", c.Array(c.Builder.Const(c.Builder.Ptr(c.Builder.Const(c.Char))), 4))),
        ("int (*hooks[4])(void)", c => c.Builder.Var("hooks", c.Array(c.Callback, 4))),
        ("int (*rows)[3]", c => c.Builder.Var("rows", c.Builder.Ptr(c.Array(c.Int, 3)))),
        (".data", c => c.Builder.DataSec(".data", 0)),
    ];

    private static readonly (string Text, Func<CTypes, uint> Build)[] _memberTypes =
    [
        ("int name", c => c.Int),
        ("char *name", c => c.Builder.Ptr(c.Char)),
        ("char *const name", c => c.Builder.Const(c.Builder.Ptr(c.Char))),
        ("int name[2][3]", c => c.Array(c.Array(c.Int, 3), 2)),
        ("int (*name)(void)", c => c.Callback),
        ("int (*const name)(void)", c => c.Builder.Const(c.Callback)),
        ("int (*name[3])(void)", c => c.Array(c.Callback, 3)),
        ("int (*(*name)(void))(void)", c => c.Builder.Ptr(c.Builder.FuncProto(c.Callback))),
        ("struct sock *name", c => c.Builder.Ptr(c.Builder.Fwd("sock"))),
        ("union (anon) name", c => c.Builder.Union("", 0)),
    ];

    [Test]
    public void A_type_reads_as_c_writes_it()
    {
        CTypes c = new(bigEndian);
        uint[] ids = [.. _types.Select(type => type.Build(c))];
        using BtfObject btf = c.Builder.Open();

        Assert.That(ids.Select(id => btf[id].ToString()), Is.EqualTo(_types.Select(type => type.Text)));
    }

    [Test]
    public void A_member_and_a_parameter_read_as_their_declaration()
    {
        CTypes c = new(bigEndian);
        uint[] ids = [.. _memberTypes.Select(type => type.Build(c))];
        uint owner = c.Builder.Struct("owner", 0, [.. ids.Select(id => ("name", id, 0u))]);
        uint proto = c.Builder.FuncProto(0, [.. ids.Select(id => ("name", id))]);
        using BtfObject btf = c.Builder.Open();

        List<string> members = [];
        foreach (BtfMember member in btf[owner].AsComposite().Members)
        {
            members.Add(member.ToString());
        }

        List<string> parameters = [];
        foreach (BtfParameter parameter in btf[proto].AsFunctionPrototype().Parameters)
        {
            parameters.Add(parameter.ToString());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(members, Is.EqualTo(_memberTypes.Select(type => type.Text)));
            Assert.That(parameters, Is.EqualTo(members));
        }
    }

    [Test]
    public void An_anonymous_member_reads_as_its_type()
    {
        CTypes c = new(bigEndian);
        uint inner = c.Builder.Union("", 4);
        uint owner = c.Builder.Struct("owner", 4, ("", inner, 0));
        using BtfObject btf = c.Builder.Open();

        Assert.That(btf[owner].AsComposite().Members[0].ToString(), Is.EqualTo("union (anon)"));
    }

    [Test]
    public void An_ellipsis_reads_as_one()
    {
        CTypes c = new(bigEndian);
        uint proto = c.Builder.FuncProto(0, ("count", c.Int), ("", 0));
        using BtfObject btf = c.Builder.Open();

        Assert.That(btf[proto].AsFunctionPrototype().Parameters[1].ToString(), Is.EqualTo("..."));
    }

    [Test]
    public void Enumeration_values_read_as_definitions()
    {
        CTypes c = new(bigEndian);
        uint signed = c.Builder.Enum("e", 4, signed: true, ("A", -1));
        uint unsigned = c.Builder.Enum("e", 4, signed: false, ("A", -1));
        uint wide = c.Builder.Enum64("e", 8, signed: true, ("A", long.MinValue));
        uint wideUnsigned = c.Builder.Enum64("e", 8, signed: false, ("A", -1));
        using BtfObject btf = c.Builder.Open();

        Assert.That(
            ((uint[])[signed, unsigned, wide, wideUnsigned]).Select(id => btf[id].AsEnum().Values[0].ToString()),
            Is.EqualTo(["A = -1", "A = 4294967295", "A = -9223372036854775808", "A = 18446744073709551615"]));
    }

    [Test]
    public void Every_view_reads_as_its_type()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).Open();

        string[] views =
        [
            btf[1].AsInt().ToString(), btf[3].AsArray().ToString(), btf[4].AsComposite().ToString(), btf[6].AsEnum().ToString(),
            btf[7].AsForward().ToString(), btf[12].AsFunction().ToString(), btf[13].AsFunctionPrototype().ToString(),
            btf[14].AsVariable().ToString(), btf[15].AsDataSection().ToString(), btf[16].AsFloat().ToString(),
            btf[17].AsDeclTag().ToString(), btf[18].AsTypeTag().ToString(), btf[15].AsDataSection().Entries[0].ToString(),
        ];

        uint[] ids = [1, 3, 4, 6, 7, 12, 13, 14, 15, 16, 17, 18, 14];
        Assert.That(views, Is.EqualTo(ids.Select(id => btf[id].ToString())));
    }

    [Test]
    public void A_type_that_refers_to_itself_is_cut()
    {
        CTypes c = new(bigEndian);
        uint pointer = c.Builder.Ptr(c.Builder.NextTypeId);
        using BtfObject btf = c.Builder.Open();

        Assert.That(btf[pointer].ToString(), Has.Length.LessThan(10_000).And.StartsWith("… *"));
    }

    [Test]
    public void A_reference_to_no_type_is_shown()
    {
        CTypes c = new(bigEndian);
        uint pointer = c.Builder.Ptr(1000);
        uint proto = c.Builder.FuncProto(c.Int, ("gone", 1000));
        using BtfObject btf = c.Builder.Open();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[pointer].ToString(), Is.EqualTo("<no type 1000> *"));
            Assert.That(btf[proto].ToString(), Is.EqualTo("int (<no type 1000>)"));
        }
    }

    private sealed class CTypes
    {
        public CTypes(bool bigEndian)
        {
            Builder = new BtfBuilder(bigEndian);
            Int = Builder.Int("int", 4, 32, encoding: 1);
            Char = Builder.Int("char", 1, 8, encoding: 1);
            Callback = Builder.Ptr(Builder.FuncProto(Int));
        }

        public BtfBuilder Builder { get; }

        public uint Int { get; }

        public uint Char { get; }

        /// <summary>int (*)(void)</summary>
        public uint Callback { get; }

        public uint Array(uint element, uint count) => Builder.Array(element, Int, count);
    }
}
