using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfObjectNamesTests(bool bigEndian)
{
    [TestCase("sk_buff")]
    [TestCase("größe")]
    [TestCase("名前")]
    [TestCase("\U0001F40D")]
    public void A_name_is_found_in_every_form(string name)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddForward("other");
        uint id = builder.AddStruct(name, 0);
        using BtfObject btf = builder.ToObject();
        byte[] utf8 = Encoding.UTF8.GetBytes(name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(name).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(name.AsSpan()).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(utf8.AsSpan()).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(name).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(name.AsSpan()).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(utf8.AsSpan()).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(name).Count(), Is.EqualTo(1));
            Assert.That(btf.TryFindType(name, BtfKind.Struct, out BtfType type) && type == btf[id], Is.True);
            Assert.That(btf.TryFindType(name.AsSpan(), BtfKind.Struct, out type) && type == btf[id], Is.True);
            Assert.That(btf.TryFindType(utf8.AsSpan(), BtfKind.Struct, out type) && type == btf[id], Is.True);
            Assert.That(btf.FindType(name, BtfKind.Struct), Is.EqualTo(btf[id]));
            Assert.That(btf.FindType(name.AsSpan(), BtfKind.Struct), Is.EqualTo(btf[id]));
            Assert.That(btf.FindType(utf8.AsSpan(), BtfKind.Struct), Is.EqualTo(btf[id]));
        }
    }

    [TestCase("missing")]
    [TestCase("sk_buf")]
    [TestCase("sk_buffs")]
    [TestCase("SK_BUFF")]
    [TestCase("sk_buff\0")]
    [TestCase("member")]
    public void A_name_that_no_type_has_is_not_found(string name)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddStruct("sk_buff", 0, ("member", 1u, 0));
        using BtfObject btf = builder.ToObject();
        byte[] utf8 = Encoding.UTF8.GetBytes(name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(name).Count(), Is.Zero);
            Assert.That(btf.FindTypes(utf8.AsSpan()).Count(), Is.Zero);
            Assert.That(btf.TryFindType(name, BtfKind.Struct, out BtfType type), Is.False);
            Assert.That(type, Is.EqualTo(default(BtfType)));
            string message = $"No Struct is named '{name}'.";
            Assert.That(() => btf.FindType(name, BtfKind.Struct), Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo(message));
            Assert.That(() => btf.FindType(name.AsSpan(), BtfKind.Struct), Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo(message));
            Assert.That(() => btf.FindType(utf8.AsSpan(), BtfKind.Struct), Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo(message));
        }
    }

    [Test]
    public void The_kind_chooses_among_types_of_one_name()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("stat", 4);
        uint structure = builder.AddStruct("stat", 4);
        uint function = builder.AddFunction("stat", builder.AddFunctionPrototype(number));
        uint second = builder.AddStruct("stat", 8);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("stat").ToIds(), Is.EqualTo([number, structure, function, second]));
            Assert.That(btf.FindType("stat", BtfKind.Struct).Id, Is.EqualTo(structure));
            Assert.That(btf.FindType("stat", BtfKind.Func).Id, Is.EqualTo(function));
            Assert.That(btf.TryFindType("stat", BtfKind.Union, out _), Is.False);
        }
    }

    [Test]
    public void The_empty_name_finds_anonymous_types_of_kinds_that_may_be_named()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint end = builder.AddString("x") + 1;
        builder.AddPointer(0);
        uint structure = builder.AddStruct("", 0);
        builder.AddStruct("named", 0);
        builder.AddFunctionPrototype(0);
        uint enumeration = builder.AddEnum("", 4, isSigned: false);
        uint emptyString = builder.AddRaw(end, RawBtf.Info(BtfKind.Union), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("").ToIds(), Is.EqualTo([structure, enumeration, emptyString]));
            Assert.That(btf.FindTypes(""u8).ToIds(), Is.EqualTo([structure, enumeration, emptyString]));
            Assert.That(btf.FindType("", BtfKind.Enum).Id, Is.EqualTo(enumeration));
        }
    }

    [TestCase("\uD800")]
    [TestCase("a\uDC00b")]
    [TestCase("sk_buff\uD83D")]
    public void A_lone_surrogate_finds_nothing(string name)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddStruct("sk_buff", 0);
        builder.AddStruct("\uFFFD", 0);
        builder.AddForward(builder.AddName([0xED, 0xA0, 0x80]));
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(name).Count(), Is.Zero);
            Assert.That(btf.TryFindType(name, BtfKind.Struct, out _), Is.False);
        }
    }

    [Test]
    public void A_null_name_is_refused()
    {
        using BtfObject btf = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToObject();
        string none = null!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => btf.FindTypes(none), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("name"));
            Assert.That(() => btf.FindTypes(none), Throws.ArgumentNullException);
            Assert.That(() => btf.TryFindType(none, BtfKind.Int, out _), Throws.ArgumentNullException);
            Assert.That(() => btf.FindType(none, BtfKind.Int), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void Equal_names_are_found_wherever_they_are_stored()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint longer = builder.AddString("raw_spinlock");
        uint first = builder.AddRaw(builder.AddString("spinlock", deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0);
        uint suffix = builder.AddRaw(longer + 4, RawBtf.Info(BtfKind.Fwd), 0);
        uint again = builder.AddRaw(builder.AddString("spinlock", deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0);
        uint whole = builder.AddRaw(longer, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("spinlock").ToIds(), Is.EqualTo([first, suffix, again]));
            Assert.That(btf.FindTypes("raw_spinlock").ToIds(), Is.EqualTo([whole]));
        }
    }

    [Test]
    public void A_name_that_very_many_types_share_finds_all_of_them()
    {
        const int count = 100_000;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint name = builder.AddString("shared");
        uint other = builder.AddString("other");
        for (int i = 0; i < count; i++)
        {
            builder.AddRaw(name, RawBtf.Info(BtfKind.Fwd), 0);
        }

        uint last = builder.AddRaw(other, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("shared").ToIds(), Is.EqualTo(Enumerable.Range(1, count)));
            Assert.That(btf.FindTypes("other").ToIds(), Is.EqualTo([last]));
        }
    }

    [Test]
    public void A_type_whose_name_cannot_be_read_is_found_by_no_name()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(0x00FF_FFFF, RawBtf.Info(BtfKind.Fwd), 0);
        uint good = builder.AddForward("good");
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("good").ToIds(), Is.EqualTo([good]));
            Assert.That(btf.FindTypes("").Count(), Is.Zero);
        }
    }

    [TestCase(128)]
    [TestCase(129)]
    [TestCase(4096)]
    [TestCase(100_000)]
    public void A_long_name_is_found(int length)
    {
        string name = new('é', length);
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddStruct(name, 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(name).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes(name + "é").Count(), Is.Zero);
        }
    }
}
