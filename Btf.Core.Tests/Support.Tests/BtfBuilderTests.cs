using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfBuilderTests
{
    private const uint KindCount = 19;

    [Test]
    public void Libbpf_accepts_every_kind_in_either_byte_order([Values] bool bigEndian)
    {
        using LibbpfObject parsed = LibbpfObject.Open(SampleBtf.EveryKind(bigEndian).Build());

        Assert.That(parsed.TypeCount, Is.EqualTo(KindCount + 1));
        using (Assert.EnterMultipleScope())
        {
            for (uint id = 1; id <= KindCount; id++)
            {
                Assert.That(parsed.Record(id)?.Kind, Is.EqualTo(id));
            }

            Assert.That(parsed.Name(4), Is.EqualTo("pair"));
            Assert.That(parsed.Record(4)?.KindFlag, Is.True);
            Assert.That(parsed.Size(4), Is.EqualTo(8));
            Assert.That(parsed.Size(3), Is.EqualTo(12));
            Assert.That(parsed.Alignment(19), Is.EqualTo(8));
            Assert.That(parsed.Find("wide", 19), Is.EqualTo(19));
        }
    }

    [Test]
    public void Libbpf_accepts_a_split_that_goes_on_from_its_base([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        BtfBuilder module = kernel.Split();
        uint known = module.Struct("pair", 4, ("first", 1, 0));
        uint added = module.Typedef("pair_t", known);

        using LibbpfObject baseObject = LibbpfObject.Open(kernel.Build());
        using LibbpfObject parsed = LibbpfObject.Open(module.Build(), baseObject);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(known, Is.EqualTo(KindCount + 1));
            Assert.That(parsed.TypeCount, Is.EqualTo(added + 1));
            Assert.That(parsed.Name(known), Is.EqualTo("pair"));
            Assert.That(parsed.Name(added), Is.EqualTo("pair_t"));
        }
    }

    [Test]
    public void The_other_byte_order_is_the_swapped_blob()
    {
        BtfBuilder little = SampleBtf.EveryKind();
        BtfBuilder big = SampleBtf.EveryKind(bigEndian: true);
        foreach (BtfBuilder builder in (BtfBuilder[])[little, big])
        {
            builder.Envelope.HeaderLength = 40;
            builder.Envelope.Trailer = [1, 2, 3];
            foreach (BuilderLayoutEntry entry in BuilderLayoutEntry.KnownKinds)
            {
                builder.Envelope.LayoutEntries.Add(entry);
            }
        }

        Assert.That(ByteSwapper.Swap(little.Build()), Is.EqualTo(big.Build()));
    }

    [Test]
    public void Strings_are_stored_once_unless_asked_otherwise()
    {
        BtfBuilder builder = new();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(builder.AddString(""), Is.Zero);
            Assert.That(builder.AddString("a"), Is.EqualTo(1));
            Assert.That(builder.AddString("a"u8), Is.EqualTo(1));
            Assert.That(builder.AddString("a", deduplicate: false), Is.EqualTo(3));
        }
    }

    [Test]
    public void A_split_with_nothing_of_its_own_is_a_bare_header()
    {
        Assert.That(SampleBtf.EveryKind().Split().Build(), Has.Length.EqualTo(24));
    }
}
