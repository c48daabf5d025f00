using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class TypeIdBoundsTests
{
    private const int Header = 24;
    private const uint Missing = 0xFFFF_FFFF;

    private static readonly BtfKind[] _referring =
        [BtfKind.Ptr, BtfKind.Typedef, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.Func, BtfKind.Var, BtfKind.DeclTag, BtfKind.TypeTag];

    private static readonly BtfKind[] _skipped = [BtfKind.Typedef, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.TypeTag];

    [Test]
    public void A_target_that_does_not_exist_is_reported([Values] bool bigEndian, [ValueSource(nameof(_referring))] BtfKind kind, [Values(2u, Missing)] uint id)
    {
        using BtfObject btf = WithTarget(bigEndian, kind, id);

        Expect(() => _ = btf[1].Target, Header + 8, id);
        Expect(() => _ = btf[1].Chain.Last(), Header + 8, id);
        Assert.That(btf[1].TryGetTarget(out _), Is.False);
        Assert.That(btf[1].SizeOrType, Is.EqualTo(id));
    }

    [Test]
    public void What_lies_under_a_missing_type_is_reported([Values] bool bigEndian, [ValueSource(nameof(_skipped))] BtfKind kind, [Values(2u, Missing)] uint id)
    {
        using BtfObject btf = WithTarget(bigEndian, kind, id);

        Expect(() => _ = btf[1].Underlying, Header + 8, id);
        Assert.That(btf[1].TryGetUnderlying(out _), Is.False);
        Assert.That(btf[1].TryGetUnqualified(out BtfType unqualified), Is.EqualTo(kind == BtfKind.Typedef));
        if (kind == BtfKind.Typedef)
        {
            Assert.That(unqualified, Is.EqualTo(btf[1]));
        }
        else
        {
            Expect(() => _ = btf[1].Unqualified, Header + 8, id);
        }
    }

    [Test]
    public void A_function_whose_prototype_does_not_exist_is_reported([Values] bool bigEndian)
    {
        using BtfObject btf = WithTarget(bigEndian, BtfKind.Func, Missing);

        Expect(() => _ = btf[1].AsFunction().Prototype, Header + 8, Missing);
    }

    [Test]
    public void A_function_whose_prototype_is_something_else_is_reported([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddInt("int", 4);
        builder.AddFunction("f", 1);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        BtfError error = Assert.Throws<BtfFormatException>(() => _ = btf[2].AsFunction().Prototype)!.Error;

        Rejection.Expect(error, BtfErrorCode.UnexpectedKind, Header + 16 + 8, 2, "Type [1] is no function prototype");
    }

    [Test]
    public void An_element_or_index_type_that_does_not_exist_is_reported([Values] bool bigEndian, [Values(2u, Missing)] uint id)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddArray(id, id, 3);
        using BtfObject btf = builder.OpenRaw();
        BtfArray array = btf[1].AsArray();

        Expect(() => _ = array.ElementType, Header + 12, id);
        Expect(() => _ = array.IndexType, Header + 16, id);
        Assert.That((array.ElementTypeId, array.IndexTypeId), Is.EqualTo((id, id)));
    }

    [Test]
    public void A_member_type_that_does_not_exist_is_reported([Values] bool bigEndian, [Values] bool isUnion, [Values(2u, Missing)] uint id)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        _ = isUnion ? builder.AddUnion("u", 4, ("a", 0u, 0), ("b", id, 0)) : builder.AddStruct("s", 4, ("a", 0u, 0), ("b", id, 0));
        using BtfObject btf = builder.OpenRaw();
        BtfMember member = btf[1].AsComposite().Members[1];

        Expect(() => _ = member.Type, Header + 12 + 12 + 4, id);
        Assert.That((member.TypeId, member.Name.ToString()), Is.EqualTo((id, "b")));
    }

    [Test]
    public void A_parameter_or_return_type_that_does_not_exist_is_reported([Values] bool bigEndian, [Values(2u, Missing)] uint id)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddFunctionPrototype(id, ("a", 0u), ("b", id));
        using BtfObject btf = builder.OpenRaw();
        BtfFunctionPrototype prototype = btf[1].AsFunctionPrototype();

        Expect(() => _ = prototype.ReturnType, Header + 8, id);
        Expect(() => _ = prototype.Parameters[1].Type, Header + 12 + 8 + 4, id);
        Assert.That((prototype.ReturnTypeId, prototype.Parameters[1].TypeId), Is.EqualTo((id, id)));
    }

    [Test]
    public void A_section_entry_that_does_not_exist_is_reported([Values] bool bigEndian, [Values(2u, Missing)] uint id)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddDataSection(".bss", 8, (0u, 0, 4), (id, 4, 4));
        using BtfObject btf = builder.OpenRaw();
        BtfDataSectionEntry entry = btf[1].AsDataSection().Entries[1];

        Expect(() => _ = entry.Type, Header + 12 + 12, id);
        Assert.That((entry.TypeId, entry.Offset), Is.EqualTo((id, 4)));
    }

    [Test]
    public void A_declaration_shows_a_missing_type_instead_of_failing([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(77);
        builder.AddArray(78, 1, 2);
        builder.AddFunctionPrototype(79, ("a", 80u));
        builder.AddConst(Missing);
        using BtfObject btf = builder.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[1].ToString(), Is.EqualTo("<no type 77> *"));
            Assert.That(btf[2].ToString(), Is.EqualTo("<no type 78>[2]"));
            Assert.That(btf[3].ToString(), Does.StartWith("<no type 79>").And.Contain("<no type 80>"));
            Assert.That(btf[4].ToString(), Is.EqualTo("const <no type 4294967295>"));
        }
    }

    [Test]
    public void An_id_past_the_last_one_is_no_type([Values(20u, 21u, 0x8000_0000u, Missing)] uint id)
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBtf.EveryKind().ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TryGetType(id, out BtfType type), Is.False);
            Assert.That(type, Is.EqualTo(default(BtfType)));
            Assert.That(() => btf[id], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("the ids go from 0 to 19"));
        }
    }

    private static BtfObject WithTarget(bool bigEndian, BtfKind kind, uint id)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint[] tail = kind is BtfKind.Var or BtfKind.DeclTag ? [0] : [];
        builder.AddRaw(0, RawBtf.Info(kind), id, tail);
        return builder.OpenRaw();
    }

    private static void Expect(Action read, long byteOffset, uint id)
    {
        BtfError error = Assert.Throws<BtfFormatException>(read)!.Error;
        Rejection.Expect(error, BtfErrorCode.TypeIdOutOfRange, byteOffset, 1, $"Type id {id} does not exist; the last one is 1");
    }
}
