using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class ReferenceLoopTests
{
    private const int Header = 24;
    private const int Record = 12;
    private static readonly BtfKind[] _skipped = [BtfKind.Typedef, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.TypeTag];

    [Test]
    public void A_loop_is_reported_by_whatever_follows_it(
        [Values] bool bigEndian, [ValueSource(nameof(_skipped))] BtfKind kind, [Values(1u, 2u, 3u, 5000u)] uint length)
    {
        using BtfObject btf = Ring(bigEndian, kind, length);

        Expect(() => _ = btf[1].Underlying, length);
        Expect(() => _ = btf[1].Chain.Last(), length);
        Expect(() => Walk(btf[1].Chain), length);
        Assert.That(btf[1].TryGetUnderlying(out _), Is.False);
        Assert.That(btf[1].TryGetTarget(out BtfType target), Is.True);
        Assert.That(target, Is.EqualTo(btf[1].Target).And.EqualTo(btf[length == 1 ? 1u : 2]));
        if (kind == BtfKind.Typedef)
        {
            Assert.That(btf[1].Unqualified, Is.EqualTo(btf[1]));
        }
        else
        {
            Expect(() => _ = btf[1].Unqualified, length);
            Assert.That(btf[1].TryGetUnqualified(out _), Is.False);
        }
    }

    [Test]
    public void A_chain_of_the_greatest_length_is_none([Values] bool bigEndian, [ValueSource(nameof(_skipped))] BtfKind kind)
    {
        const uint end = BtfType.MaxChainLength + 1;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (uint id = 1; id < end; id++)
        {
            builder.AddRaw(0, RawBtf.Info(kind), id + 1);
        }

        builder.AddInt("int", 4);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[1].Underlying.Id, Is.EqualTo(end));
            Assert.That(btf[1].Chain.Last().Id, Is.EqualTo(end));
            Assert.That(btf[1].TryGetUnderlying(out BtfType underlying), Is.True);
            Assert.That(underlying.Id, Is.EqualTo(end));
        }
    }

    [Test]
    public void A_chain_of_one_more_is_a_loop([Values] bool bigEndian)
    {
        const uint end = BtfType.MaxChainLength + 2;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (uint id = 1; id < end; id++)
        {
            builder.AddConst(id + 1);
        }

        builder.AddInt("int", 4);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Expect(() => _ = btf[1].Underlying, end);
        Expect(() => _ = btf[1].Chain.Last(), end);
        Assert.That(btf[2].Underlying.Id, Is.EqualTo(end));
    }

    [Test]
    public void The_text_of_a_loop_ends([Values] bool bigEndian, [ValueSource(nameof(_skipped))] BtfKind kind, [Values(1u, 2u, 5000u)] uint length)
    {
        using BtfObject btf = Ring(bigEndian, kind, length);

        Assert.That(btf[1].ToString(), Has.Length.LessThan(20_000));
    }

    [Test]
    public void The_text_of_a_loop_through_pointers_arrays_or_prototypes_ends([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(1);
        builder.AddArray(2, 2, 5);
        builder.AddFunctionPrototype(3, ("again", 3u), ("and", 4u));
        builder.AddPointer(3);
        builder.AddStruct("s", 8, ("self", 5u, 0), ("loop", 1u, 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                Assert.That(type.ToString(), Has.Length.LessThan(100_000), $"{type.Id}");
            }

            Assert.That(btf[5].AsComposite().Members[0].ToString(), Is.EqualTo("struct s self"));
            Assert.That(btf[5].AsComposite().Members[1].ToString(), Has.Length.LessThan(20_000));
        }
    }

    [Test]
    public void The_text_of_prototypes_with_very_many_parameters_stays_short([Values(0u, 0xFFFF_FFFFu, 2u)] uint parameterType)
    {
        const int wide = 20_000;
        BtfBuilder builder = new();
        uint[] words = new uint[2 * wide];
        for (int i = 0; i < wide; i++)
        {
            words[2 * i + 1] = parameterType;
        }

        builder.AddRaw(0, RawBtf.Info(BtfKind.FuncProto, wide), 0, words);
        builder.AddFunctionPrototype(1, [.. Enumerable.Repeat(("", 1u), 500)]);
        using BtfObject btf = builder.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[1].ToString(), Has.Length.LessThan(200_000));
            Assert.That(btf[2].ToString(), Has.Length.LessThan(200_000));
        }
    }

    private static BtfObject Ring(bool bigEndian, BtfKind kind, uint length)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint name = builder.AddString("again");
        for (uint id = 1; id <= length; id++)
        {
            builder.AddRaw(kind.CanHaveName() ? name : 0, RawBtf.Info(kind), id % length + 1);
        }

        return BtfObject.FromMemory(builder.ToArray());
    }

    private static void Walk(BtfTypeChain chain)
    {
        foreach (BtfType _ in chain)
        {
        }
    }

    private static void Expect(Action read, uint length)
    {
        uint last = BtfType.MaxChainLength % length + 1;
        BtfError error = Assert.Throws<BtfFormatException>(read)!.Error;
        Rejection.Expect(error, BtfErrorCode.ReferenceLoop, Header + (last - 1) * Record + 8, last, "More than 1024 references in a row: a loop");
    }
}
