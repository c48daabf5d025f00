using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeNavigationTests(bool bigEndian)
{
    private static readonly BtfKind[] _withTarget =
    [
        BtfKind.Ptr, BtfKind.Typedef, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.Func, BtfKind.Var, BtfKind.DeclTag, BtfKind.TypeTag,
    ];

    [Test]
    public void Only_kinds_that_refer_to_a_type_have_a_target()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                bool has = type.TryGetTarget(out BtfType target);
                Assert.That(has, Is.EqualTo(_withTarget.Contains(type.Kind)), type.Kind.ToString());
                if (has)
                {
                    Assert.That(target, Is.EqualTo(btf[type.SizeOrType]));
                    Assert.That(type.Target, Is.EqualTo(target));
                }
                else
                {
                    Assert.That(
                        () => type.Target,
                        Throws.InvalidOperationException.With.Message.EqualTo($"Type [{type.Id}] is of kind {type.Kind}, which refers to no other type."));
                }
            }

            Assert.That(btf[0].TryGetTarget(out _), Is.False);
            Assert.That(() => btf[0].Target, Throws.InvalidOperationException);
        }
    }

    [Test]
    public void A_target_can_be_void()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint alias = builder.AddTypedef("nothing_t", builder.AddConst(0));
        uint pointer = builder.AddPointer(0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[pointer].Target, Is.EqualTo(btf[0]));
            Assert.That(btf[pointer].Underlying, Is.EqualTo(btf[pointer]));
            Assert.That(btf[alias].Underlying, Is.EqualTo(btf[0]));
            Assert.That(btf[alias].Chain.Last().IsVoid, Is.True);
        }
    }

    [Test]
    public void Underlying_goes_past_typedefs_and_unqualified_stops_at_them()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint inner = builder.AddTypedef("inner_t", builder.AddVolatile(number));
        uint outer = builder.AddTypedef("outer_t", inner);
        uint qualified = builder.AddConst(builder.AddVolatile(builder.AddRestrict(builder.AddTypeTag("user", outer))));
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[qualified].Underlying, Is.EqualTo(btf[number]));
            Assert.That(btf[qualified].TryGetUnderlying(out BtfType underlying), Is.True);
            Assert.That(underlying, Is.EqualTo(btf[number]));
            Assert.That(btf[qualified].Unqualified, Is.EqualTo(btf[outer]));
            Assert.That(btf[qualified].TryGetUnqualified(out BtfType unqualified), Is.True);
            Assert.That(unqualified, Is.EqualTo(btf[outer]));
            Assert.That(btf[outer].Unqualified, Is.EqualTo(btf[outer]));
            Assert.That(btf[number].Underlying, Is.EqualTo(btf[number]));
            Assert.That(btf[number].Unqualified, Is.EqualTo(btf[number]));
        }
    }

    [Test]
    public void Underlying_does_not_follow_declaration_tags_functions_and_pointers()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

        Assert.That(
            ((uint[])[2, 12, 14, 17]).Select(id => btf[id].Underlying.Id),
            Is.EqualTo([2, 12, 14, 17]));
    }

    [Test]
    public void The_longest_chain_is_followed_and_one_more_is_a_loop([Values] bool typedefs)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddInt("int", 4);
        for (int i = 0; i <= BtfType.MaxChainLength; i++)
        {
            id = typedefs ? builder.AddTypedef("t", id) : builder.AddConst(id);
        }

        using BtfObject btf = builder.ToObject();
        BtfType longest = btf[id - 1];
        BtfType tooLong = btf[id];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest.Underlying.Id, Is.EqualTo(1));
            Assert.That(longest.Chain.Last().Id, Is.EqualTo(1));
            Assert.That(tooLong.TryGetUnderlying(out _), Is.False);
            Assert.That(() => tooLong.Underlying, Throws.TypeOf<BtfFormatException>().With.Message.Contains("loop"));
            Assert.That(() => tooLong.Chain.Last(), Throws.TypeOf<BtfFormatException>().With.Message.Contains("loop"));
        }
    }

    [Test]
    public void A_loop_is_an_error_and_does_not_hang()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint first = builder.AddTypedef("a", builder.NextTypeId + 1);
        uint second = builder.AddConst(first);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[second].TryGetUnderlying(out _), Is.False);
            Assert.That(btf[second].Unqualified, Is.EqualTo(btf[first]));
            Assert.That(
                () => btf[second].Underlying,
                Throws.TypeOf<BtfFormatException>().With.Property("Error").Property("Code").EqualTo(BtfErrorCode.ReferenceLoop));
            Assert.That(
                () => btf[second].Chain.Last(),
                Throws.TypeOf<BtfFormatException>().With.Property("Error").Property("Code").EqualTo(BtfErrorCode.ReferenceLoop));
        }
    }

    [Test]
    public void A_target_that_does_not_exist_is_an_error_that_says_where()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint gone = builder.AddConst(99);
        uint alias = builder.AddTypedef("t", gone);
        using BtfObject btf = builder.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[gone].TryGetTarget(out _), Is.False);
            Assert.That(btf[alias].TryGetUnderlying(out _), Is.False);
            BtfFormatException? target = Assert.Throws<BtfFormatException>(() => _ = btf[gone].Target);
            BtfFormatException? underlying = Assert.Throws<BtfFormatException>(() => _ = btf[alias].Underlying);
            BtfFormatException? end = Assert.Throws<BtfFormatException>(() => _ = btf[alias].Chain.Last());
            Assert.That(target?.Error.TypeId, Is.EqualTo(gone));
            Assert.That(target?.Message, Does.Contain("99"));
            Assert.That(underlying?.Message, Is.EqualTo(target?.Message));
            Assert.That(end?.Message, Is.EqualTo(target?.Message));
        }
    }
}
