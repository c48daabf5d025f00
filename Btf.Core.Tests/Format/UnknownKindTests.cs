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
        BtfBuilder builder = new(bigEndian);
        builder.Ptr(0);
        builder.Raw(0, BtfBuilder.Info((uint)kind, vlen: 1, kindFlag: true), 0, 0);

        BtfError error = Rejection.ByAll(builder.Build());

        Rejection.Expect(error, BtfErrorCode.UnknownKind, Header + 12 + 4, 2, $"Kind {kind} is unknown and no layout section gives its size");
    }

    [Test]
    public void An_unknown_kind_that_the_layout_describes_is_skipped([ValueSource(nameof(_unknownKinds))] int kind, [Values] bool bigEndian)
    {
        BtfBuilder builder = WithLayout(bigEndian, kind, new BuilderLayoutEntry(8, 4));
        builder.Int("before", 4, 32);
        builder.Raw(builder.AddString("unknown"), BtfBuilder.Info((uint)kind, 3), 7, 1, 2, 3, 4, 5);
        builder.Typedef("after", 1);
        using BtfObject btf = BtfObject.FromMemory(builder.Build());
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
        BtfBuilder builder = WithLayout(bigEndian, 100, new BuilderLayoutEntry(4, 12));
        builder.Raw(0, BtfBuilder.Info(100, 2), 0, 1, 2, 3, 4, 5, 6, 7);
        builder.Ptr(1);
        List<(uint, int, int)> records = [];

        BtfTypeReader reader = new(builder.Build());
        while (reader.Read())
        {
            records.Add((reader.TypeId, (int)reader.Current.Kind, reader.Current.WordCount));
        }

        Assert.That(records, Is.EqualTo(((uint, int, int)[])[(1, 100, 10), (2, 2, 3)]));
    }

    [Test]
    public void A_layout_that_ends_before_a_kind_does_not_describe_it([Values] bool bigEndian)
    {
        BtfBuilder builder = WithLayout(bigEndian, 29, new BuilderLayoutEntry(0, 0));
        builder.Raw(0, BtfBuilder.Info(30), 0);

        Rejection.Expect(Rejection.ByAll(builder.Build()), BtfErrorCode.UnknownKind, LayoutHeader + 4, 1, "Kind 30 is unknown");
    }

    [Test]
    public void Known_kinds_keep_their_own_size_whatever_the_layout_says([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        using BtfObject plain = BtfObject.FromMemory(builder.Build());
        for (int kind = 0; kind < 128; kind++)
        {
            builder.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(253, 251));
        }

        using BtfObject btf = BtfObject.FromMemory(builder.Build());

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
        BtfBuilder builder = WithLayout(bigEndian, 23, ofElements ? new BuilderLayoutEntry(0, size) : new BuilderLayoutEntry(size, 0));
        builder.Ptr(0);
        builder.Raw(0, BtfBuilder.Info(23), 0);

        Rejection.Expect(Rejection.ByAll(builder.Build()), BtfErrorCode.BadKindLayout, LayoutHeader + 12 + 4, 2, "gives kind 23 a size that is not a multiple of 4");
    }

    [Test]
    public void A_layout_that_makes_a_record_huge_is_refused([Values] bool bigEndian)
    {
        BtfBuilder builder = WithLayout(bigEndian, 127, new BuilderLayoutEntry(252, 252));
        builder.Raw(0, BtfBuilder.Info(127, 0xFF_FFFF), 0);
        long size = 12 + 252 + 252L * 0xFF_FFFF;

        Rejection.Expect(Rejection.ByAll(builder.Build()), BtfErrorCode.RecordTruncated, LayoutHeader, 1, $"A record of {size} bytes leaves the type section");
    }

    [Test]
    public void A_split_inherits_the_layout_of_the_nearest_base_that_has_one([Values] bool bigEndian)
    {
        BtfBuilder kernel = WithLayout(bigEndian, 23, new BuilderLayoutEntry(4, 0));
        kernel.Ptr(0);
        BtfBuilder middle = kernel.Split();
        middle.Raw(0, BtfBuilder.Info(23), 0, 5);
        BtfBuilder top = middle.Split();
        top.Raw(0, BtfBuilder.Info(23), 0, 6);
        top.Ptr(2);
        using BtfObject first = BtfObject.FromMemory(kernel.Build());
        using BtfObject second = BtfObject.FromMemory(middle.Build(), first);
        using BtfObject third = BtfObject.FromMemory(top.Build(), second);

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
        BtfBuilder kernel = WithLayout(bigEndian, 23, new BuilderLayoutEntry(4, 0));
        BtfBuilder module = kernel.Split();
        module.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(0, 0));
        module.Raw(0, BtfBuilder.Info(23), 0, 5);
        using BtfObject baseObject = BtfObject.FromMemory(kernel.Build());

        Rejection.Expect(Rejection.Of(module.Build(), baseObject), BtfErrorCode.UnknownKind, LayoutHeader + 4, 1, "Kind 23 is unknown");
    }

    private static BtfBuilder WithLayout(bool bigEndian, int kind, BuilderLayoutEntry entry)
    {
        BtfBuilder builder = new(bigEndian);
        while (builder.Envelope.LayoutEntries.Count < kind)
        {
            builder.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(0, 0));
        }

        builder.Envelope.LayoutEntries.Add(entry);
        return builder;
    }
}
