using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class UnknownKindTests
{
    private const int Header = 24;
    private const int LayoutHeader = 32;

    private static readonly int[] _unknownKinds = [0, .. Enumerable.Range(23, 105)];

    [Test]
    public void An_unknown_kind_without_a_layout_is_named([ValueSource(nameof(_unknownKinds))] int kind, [Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);
        builder.AddRaw(0, RawBtf.Info((BtfKind)kind, vlen: 1, kindFlag: true), 0, 0);

        BtfError error = Rejection.ByAll(builder.ToArray());

        Rejection.Expect(error, BtfErrorCode.UnknownKind, Header + 12 + 4, 2, $"Kind {kind} is unknown and no layout section gives its size");
    }

    [Test]
    public void An_unknown_kind_that_the_layout_describes_is_skipped([ValueSource(nameof(_unknownKinds))] int kind, [Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddInt("before", 4);
        builder.AddRaw(builder.AddString("unknown"), RawBtf.Info((BtfKind)kind, 3), 7, 1, 2, 3, 4, 5);
        builder.AddTypedef("after", 1);
        using BtfObject btf = BtfObject.FromMemory(WithLayout(builder, kind, new(8, 4)));
        BtfType unknown = btf[2];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(3));
            Assert.That((int)unknown.Kind, Is.EqualTo(kind));
            Assert.That(unknown.Kind.IsKnown(), Is.False);
            Assert.That(unknown.IsVoid, Is.False);
            Assert.That((unknown.Vlen, unknown.SizeOrType, unknown.ByteLength), Is.EqualTo((3, 7, 12 + 8 + 3 * 4)));
            Assert.That(unknown.ByteOffset, Is.EqualTo(LayoutHeader + 16));
            Assert.That(unknown.Name.ToString(), Is.EqualTo("unknown"));
            Assert.That(unknown.TryGetTarget(out _), Is.False);
            Assert.That(unknown.Underlying, Is.EqualTo(unknown));
            Assert.That(() => unknown.Target, Throws.InvalidOperationException);
            Assert.That(() => unknown.AsInt(), Throws.InvalidOperationException);
            Assert.That(btf.FindTypes("unknown").Count(), Is.EqualTo(1));
            Assert.That(btf[1].ToString(), Is.EqualTo("before"));
            Assert.That(btf[3].ToString(), Is.EqualTo("after"));
            Assert.That(btf[3].Target, Is.EqualTo(btf[1]));
            Assert.That(Walker.Everything(btf), Is.Not.Zero);
        }
    }

    [Test]
    public void The_reader_steps_over_an_unknown_kind_that_the_layout_describes([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(0, RawBtf.Info((BtfKind)100, 2), 0, 1, 2, 3, 4, 5, 6, 7);
        builder.AddPointer(1);
        List<(uint, int, int)> records = [];

        BtfTypeReader reader = new(WithLayout(builder, 100, new(4, 12)));
        while (reader.Read())
        {
            records.Add((reader.TypeId, (int)reader.Current.Kind, reader.Current.WordCount));
        }

        Assert.That(records, Is.EqualTo(((uint, int, int)[])[(1, 100, 10), (2, 2, 3)]));
    }

    [Test]
    public void A_layout_that_ends_before_a_kind_does_not_describe_it([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(0, RawBtf.Info((BtfKind)30), 0);

        Rejection.Expect(Rejection.ByAll(WithLayout(builder, 29, default)), BtfErrorCode.UnknownKind, LayoutHeader + 4, 1, "Kind 30 is unknown");
    }

    [Test]
    public void Known_kinds_keep_their_own_size_whatever_the_layout_says([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        using BtfObject plain = BtfObject.FromMemory(builder.ToArray());
        RawEnvelope envelope = new() { LayoutEntries = [.. Enumerable.Repeat(new RawLayoutEntry(253, 251), 128)] };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(19));
            foreach (BtfType type in plain.Types)
            {
                Assert.That(btf[type.Id].ToString(), Is.EqualTo(type.ToString()));
                Assert.That(btf[type.Id].ByteLength, Is.EqualTo(type.ByteLength));
            }
        }
    }

    [Test]
    public void A_layout_with_an_odd_size_is_refused_where_it_is_used([Values] bool bigEndian, [Values(1, 2, 3, 254)] byte size, [Values] bool ofElements)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);
        builder.AddRaw(0, RawBtf.Info((BtfKind)23), 0);
        byte[] data = WithLayout(builder, 23, ofElements ? new RawLayoutEntry(0, size) : new RawLayoutEntry(size, 0));

        Rejection.Expect(Rejection.ByAll(data), BtfErrorCode.BadKindLayout, LayoutHeader + 12 + 4, 2, "gives kind 23 a size that is not a multiple of 4");
    }

    [Test]
    public void A_layout_that_makes_a_record_huge_is_refused([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(0, RawBtf.Info((BtfKind)127, 0xFF_FFFF), 0);
        byte[] data = WithLayout(builder, 127, new(252, 252));
        long size = 12 + 252 + 252L * 0xFF_FFFF;

        Rejection.Expect(Rejection.ByAll(data), BtfErrorCode.RecordTruncated, LayoutHeader, 1, $"A record of {size} bytes leaves the type section");
    }

    [Test]
    public void A_split_inherits_the_layout_of_the_nearest_base_that_has_one([Values] bool bigEndian)
    {
        BtfBuilder kernel = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        kernel.AddPointer(0);
        using BtfObject first = BtfObject.FromMemory(WithLayout(kernel, 23, new(4, 0)));
        BtfBuilder middle = new(first);
        middle.AddRaw(0, RawBtf.Info((BtfKind)23), 0, 5);
        using BtfObject second = middle.ToObject();
        BtfBuilder top = new(second);
        top.AddRaw(0, RawBtf.Info((BtfKind)23), 0, 6);
        top.AddPointer(2);
        using BtfObject third = top.ToObject();

        Assert.That(third.AllTypes.Count, Is.EqualTo(4));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((third[2].ByteLength, third[3].ByteLength, third[4].ByteLength), Is.EqualTo((16, 16, 12)));
            Assert.That((int)third[3].Kind, Is.EqualTo(23));
            Assert.That(third[4].Target, Is.EqualTo(second[2]));
        }
    }

    [Test]
    public void A_layout_of_its_own_hides_the_one_of_the_base([Values] bool bigEndian)
    {
        BtfBuilder kernel = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        using BtfObject baseObject = BtfObject.FromMemory(WithLayout(kernel, 23, new(4, 0)));
        BtfBuilder module = new(baseObject);
        module.AddRaw(0, RawBtf.Info((BtfKind)23), 0, 5);
        byte[] data = new RawEnvelope { LayoutEntries = [default] }.Wrap(module);

        Rejection.Expect(Rejection.Of(data, baseObject), BtfErrorCode.UnknownKind, LayoutHeader + 4, 1, "Kind 23 is unknown");
    }

    private static byte[] WithLayout(BtfBuilder builder, int kind, RawLayoutEntry entry) =>
        new RawEnvelope { LayoutEntries = RawLayoutEntry.Only((BtfKind)kind, entry) }.Wrap(builder);
}
