using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class CTypeTextTests(bool bigEndian)
{
    private static readonly (string Text, Func<CTypes, uint> Build)[] _types =
    [
        ("int", c => c.Int),
        ("double", c => c.Builder.AddFloat("double", 8)),
        ("struct sk_buff", c => c.Builder.AddStruct("sk_buff", 0)),
        ("union either", c => c.Builder.AddUnion("either", 0)),
        ("enum colour", c => c.Builder.AddEnum("colour", 4, isSigned: false)),
        ("enum wide", c => c.Builder.AddEnum64("wide", 8, isSigned: false)),
        ("struct (anon)", c => c.Builder.AddStruct("", 0)),
        ("union (anon)", c => c.Builder.AddUnion("", 0)),
        ("enum (anon)", c => c.Builder.AddEnum("", 4, isSigned: false)),
        ("struct later", c => c.Builder.AddForward("later")),
        ("union later", c => c.Builder.AddForward("later", isUnion: true)),
        ("size_t", c => c.Builder.AddTypedef("size_t", c.Int)),

        ("void *", c => c.Builder.AddPointer(0)),
        ("const void", c => c.Builder.AddConst(0)),
        ("const void *", c => c.Builder.AddPointer(c.Builder.AddConst(0))),
        ("char **", c => c.Builder.AddPointer(c.Builder.AddPointer(c.Char))),
        ("const char *", c => c.Builder.AddPointer(c.Builder.AddConst(c.Char))),
        ("char *const", c => c.Builder.AddConst(c.Builder.AddPointer(c.Char))),
        ("const char *const", c => c.Builder.AddConst(c.Builder.AddPointer(c.Builder.AddConst(c.Char)))),
        ("char *const *", c => c.Builder.AddPointer(c.Builder.AddConst(c.Builder.AddPointer(c.Char)))),
        ("const volatile int", c => c.Builder.AddConst(c.Builder.AddVolatile(c.Int))),
        ("volatile const int", c => c.Builder.AddVolatile(c.Builder.AddConst(c.Int))),
        ("char *restrict", c => c.Builder.AddRestrict(c.Builder.AddPointer(c.Char))),
        ("char *const volatile restrict", c => c.Builder.AddConst(c.Builder.AddVolatile(c.Builder.AddRestrict(c.Builder.AddPointer(c.Char))))),
        ("const size_t *", c => c.Builder.AddPointer(c.Builder.AddConst(c.Builder.AddTypedef("size_t", c.Int)))),
        ("struct (anon) *", c => c.Builder.AddPointer(c.Builder.AddStruct("", 0))),
        ("union later *", c => c.Builder.AddPointer(c.Builder.AddForward("later", isUnion: true))),

        ("int[3]", c => c.Array(c.Int, 3)),
        ("int[0]", c => c.Array(c.Int, 0)),
        ("int[2][3]", c => c.Array(c.Array(c.Int, 3), 2)),
        ("int *[3]", c => c.Array(c.Builder.AddPointer(c.Int), 3)),
        ("int (*)[3]", c => c.Builder.AddPointer(c.Array(c.Int, 3))),
        ("int (*)[2][3]", c => c.Builder.AddPointer(c.Array(c.Array(c.Int, 3), 2))),
        ("int (*[2])[3]", c => c.Array(c.Builder.AddPointer(c.Array(c.Int, 3)), 2)),
        ("const int[3]", c => c.Array(c.Builder.AddConst(c.Int), 3)),
        ("const int[3]", c => c.Builder.AddConst(c.Array(c.Int, 3))),
        ("const int[3]", c => c.Builder.AddConst(c.Array(c.Builder.AddConst(c.Int), 3))),
        ("char *const [3]", c => c.Array(c.Builder.AddConst(c.Builder.AddPointer(c.Char)), 3)),
        ("char *const [3]", c => c.Builder.AddConst(c.Array(c.Builder.AddPointer(c.Char), 3))),

        ("int (void)", c => c.Builder.AddFunctionPrototype(c.Int)),
        ("void (void)", c => c.Builder.AddFunctionPrototype(0)),
        ("int (*)(void)", c => c.Callback),
        ("int (**)(void)", c => c.Builder.AddPointer(c.Callback)),
        ("int (*const)(void)", c => c.Builder.AddConst(c.Callback)),
        ("int (*[3])(void)", c => c.Array(c.Callback, 3)),
        ("int (*(*)(void))(void)", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(c.Callback))),
        ("int (*(void))[3]", c => c.Builder.AddFunctionPrototype(c.Builder.AddPointer(c.Array(c.Int, 3)))),
        ("char *(void)", c => c.Builder.AddFunctionPrototype(c.Builder.AddPointer(c.Char))),
        ("void (*)(int (*)(void))", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(0, ("", c.Callback)))),
        ("int (*)(int, char *)", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(c.Int, ("", c.Int), ("", c.Builder.AddPointer(c.Char))))),
        ("int (*)(const char *format, ...)", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(c.Int, ("format", c.Builder.AddPointer(c.Builder.AddConst(c.Char))), ("", 0u)))),
        ("int (...)", c => c.Builder.AddFunctionPrototype(c.Int, ("", 0u))),
        ("void (*)(void)", c => c.Builder.AddPointer(c.Builder.AddVolatile(c.Builder.AddFunctionPrototype(0)))),
        ("const int (*)(void)", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(c.Builder.AddConst(c.Int)))),

        ("__attribute__((btf_type_tag(\"user\"))) int *", c => c.Builder.AddPointer(c.Builder.AddTypeTag("user", c.Int))),
        ("__attribute__((btf_type_tag(\"rcu\"))) const int *", c => c.Builder.AddPointer(c.Builder.AddTypeTag("rcu", c.Builder.AddConst(c.Int)))),
        ("char *__attribute__((btf_type_tag(\"percpu\"))) *", c => c.Builder.AddPointer(c.Builder.AddTypeTag("percpu", c.Builder.AddPointer(c.Char)))),
        ("__attribute__((noderef)) int *", c => c.Builder.AddPointer(c.Builder.AddTypeTag("noderef", c.Int, isAttribute: true))),
        ("__attribute__((btf_decl_tag(\"checked\")))", c => c.Builder.AddDeclTag("checked", c.Int)),

        ("int main(int argc, char **argv)", c => c.Builder.AddFunction("main", c.Builder.AddFunctionPrototype(c.Int, ("argc", c.Int), ("argv", c.Builder.AddPointer(c.Builder.AddPointer(c.Char)))))),
        ("void panic(const char *fmt, ...)", c => c.Builder.AddFunction("panic", c.Builder.AddFunctionPrototype(0, ("fmt", c.Builder.AddPointer(c.Builder.AddConst(c.Char))), ("", 0u)))),
        ("int (*signal(int (*handler)(void)))(void)", c => c.Builder.AddFunction("signal", c.Builder.AddFunctionPrototype(c.Callback, ("handler", c.Callback)))),
        ("char *strdup(void)", c => c.Builder.AddFunction("strdup", c.Builder.AddFunctionPrototype(c.Builder.AddPointer(c.Char)))),
        ("int counter", c => c.Builder.AddVariable("counter", c.Int)),
        ("const char *const names[4]", c => c.Builder.AddVariable("names", c.Array(c.Builder.AddConst(c.Builder.AddPointer(c.Builder.AddConst(c.Char))), 4))),
        ("int (*hooks[4])(void)", c => c.Builder.AddVariable("hooks", c.Array(c.Callback, 4))),
        ("int (*rows)[3]", c => c.Builder.AddVariable("rows", c.Builder.AddPointer(c.Array(c.Int, 3)))),
        (".data", c => c.Builder.AddDataSection(".data", 0)),
    ];

    private static readonly (string Text, Func<CTypes, uint> Build)[] _memberTypes =
    [
        ("int name", c => c.Int),
        ("char *name", c => c.Builder.AddPointer(c.Char)),
        ("char *const name", c => c.Builder.AddConst(c.Builder.AddPointer(c.Char))),
        ("int name[2][3]", c => c.Array(c.Array(c.Int, 3), 2)),
        ("int (*name)(void)", c => c.Callback),
        ("int (*const name)(void)", c => c.Builder.AddConst(c.Callback)),
        ("int (*name[3])(void)", c => c.Array(c.Callback, 3)),
        ("int (*(*name)(void))(void)", c => c.Builder.AddPointer(c.Builder.AddFunctionPrototype(c.Callback))),
        ("struct sock *name", c => c.Builder.AddPointer(c.Builder.AddForward("sock"))),
        ("union (anon) name", c => c.Builder.AddUnion("", 0)),
    ];

    [Test]
    public void A_type_reads_as_c_writes_it()
    {
        CTypes c = new(bigEndian);
        uint[] ids = [.. _types.Select(type => type.Build(c))];
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

        Assert.That(ids.Select(id => btf[id].ToString()), Is.EqualTo(_types.Select(type => type.Text)));
    }

    [Test]
    public void A_member_and_a_parameter_read_as_their_declaration()
    {
        CTypes c = new(bigEndian);
        uint[] ids = [.. _memberTypes.Select(type => type.Build(c))];
        uint owner = c.Builder.AddStruct("owner", 0, [.. ids.Select(id => ("name", id, 0))]);
        uint proto = c.Builder.AddFunctionPrototype(0, [.. ids.Select(id => ("name", id))]);
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

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
        uint inner = c.Builder.AddUnion("", 4);
        uint owner = c.Builder.AddStruct("owner", 4, ("", inner, 0));
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

        Assert.That(btf[owner].AsComposite().Members[0].ToString(), Is.EqualTo("union (anon)"));
    }

    [Test]
    public void An_ellipsis_reads_as_one()
    {
        CTypes c = new(bigEndian);
        uint proto = c.Builder.AddFunctionPrototype(0, ("count", c.Int), ("", 0u));
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

        Assert.That(btf[proto].AsFunctionPrototype().Parameters[1].ToString(), Is.EqualTo("..."));
    }

    [Test]
    public void Enumeration_values_read_as_definitions()
    {
        CTypes c = new(bigEndian);
        uint signed = c.Builder.AddEnum("e", 4, isSigned: true, ("A", -1));
        uint unsigned = c.Builder.AddEnum("e", 4, isSigned: false, ("A", -1));
        uint wide = c.Builder.AddEnum64("e", 8, isSigned: true, ("A", long.MinValue));
        uint wideUnsigned = c.Builder.AddEnum64("e", 8, isSigned: false, ("A", -1));
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

        Assert.That(
            ((uint[])[signed, unsigned, wide, wideUnsigned]).Select(id => btf[id].AsEnum().Values[0].ToString()),
            Is.EqualTo(["A = -1", "A = 4294967295", "A = -9223372036854775808", "A = 18446744073709551615"]));
    }

    [Test]
    public void Every_view_reads_as_its_type()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

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
        uint pointer = c.Builder.AddPointer(c.Builder.NextTypeId);
        using BtfObject btf = BtfObject.FromMemory(c.Builder.ToArray());

        Assert.That(btf[pointer].ToString(), Has.Length.LessThan(10_000).And.StartsWith("… *"));
    }

    [Test]
    public void A_reference_to_no_type_is_shown()
    {
        CTypes c = new(bigEndian);
        uint pointer = c.Builder.AddPointer(1000);
        uint proto = c.Builder.AddFunctionPrototype(c.Int, ("gone", 1000u));
        using BtfObject btf = c.Builder.OpenRaw();

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
            Builder = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) };
            Int = Builder.AddInt("int", 4, BtfIntEncoding.Signed);
            Char = Builder.AddInt("char", 1, BtfIntEncoding.Signed);
            Callback = Builder.AddPointer(Builder.AddFunctionPrototype(Int));
        }

        public BtfBuilder Builder { get; }

        public uint Int { get; }

        public uint Char { get; }

        /// <summary>int (*)(void)</summary>
        public uint Callback { get; }

        public uint Array(uint element, uint count) => Builder.AddArray(element, Int, count);
    }
}
