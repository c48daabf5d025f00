using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeTests(bool bigEndian)
{
    private const int HeaderLength = 24;

    [Test]
    public void Every_kind_is_told_by_its_number()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

        Assert.That(Enumerable.Range(1, 19).Select(id => btf[(uint)id].Kind), Is.EqualTo(Enum.GetValues<BtfKind>().Skip(1).Take(19)));
    }

    [Test]
    public void The_words_of_the_record_are_read([Values] bool kindFlag)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint name = builder.AddString("name");
        uint id = builder.AddRaw(name, RawBtf.Info(BtfKind.Fwd, 0xABCDEF, kindFlag), 0x8765_4321);
        using BtfObject btf = builder.ToObject();

        BtfType type = btf[id];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(type.NameOffset, Is.EqualTo(name));
            Assert.That(type.Name.ToString(), Is.EqualTo("name"));
            Assert.That(type.Kind, Is.EqualTo(BtfKind.Fwd));
            Assert.That(type.Vlen, Is.EqualTo(0xABCDEF));
            Assert.That(type.KindFlag, Is.EqualTo(kindFlag));
            Assert.That(type.SizeOrType, Is.EqualTo(0x8765_4321));
            Assert.That(type.IsVoid, Is.False);
            Assert.That(type.Object, Is.SameAs(btf));
        }
    }

    [Test]
    public void A_kind_has_seven_bits()
    {
        const int unknown = 127;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddRaw(builder.AddString("new"), RawBtf.Info((BtfKind)unknown, 2, kindFlag: true), 5, 1, 2, 3, 4, 5);
        uint after = builder.AddForward("after");
        RawEnvelope envelope = new() { LayoutEntries = RawLayoutEntry.Only((BtfKind)unknown, new(4, 8)) };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[id].Kind, Is.EqualTo((BtfKind)unknown));
            Assert.That(btf[id].Kind.IsKnown(), Is.False);
            Assert.That(btf[id].KindFlag, Is.True);
            Assert.That(btf[id].Vlen, Is.EqualTo(2));
            Assert.That(btf[id].ByteLength, Is.EqualTo(12 + 4 + 16));
            Assert.That(btf[id].Name.ToString(), Is.EqualTo("new"));
            Assert.That(btf[after].Name.ToString(), Is.EqualTo("after"));
            Assert.That(btf[id].TryGetTarget(out _), Is.False);
            Assert.That(btf[id].Underlying, Is.EqualTo(btf[id]));
            Assert.That(() => btf[id].AsInt(), Throws.InvalidOperationException.With.Message.Contains("127"));
        }
    }

    [Test]
    public void The_place_and_the_length_of_every_record_follow_one_another()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        int[] lengths = [16, 12, 24, 48, 36, 28, 12, 12, 12, 12, 12, 12, 36, 16, 24, 12, 16, 12, 36];

        long end = HeaderLength;
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                Assert.That(type.ByteOffset, Is.EqualTo(end));
                Assert.That(type.ByteLength, Is.EqualTo(lengths[type.Id - 1]));
                end += type.ByteLength;
            }
        }
    }

    [Test]
    public void Void_has_no_record()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

        BtfType type = btf[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(type.IsVoid, Is.True);
            Assert.That(type.Kind, Is.EqualTo(BtfKind.Void));
            Assert.That(type.Id, Is.Zero);
            Assert.That(type.Vlen, Is.Zero);
            Assert.That(type.KindFlag, Is.False);
            Assert.That(type.SizeOrType, Is.Zero);
            Assert.That(type.NameOffset, Is.Zero);
            Assert.That(type.Name.IsEmpty, Is.True);
            Assert.That(type.ByteOffset, Is.EqualTo(-1));
            Assert.That(type.ByteLength, Is.Zero);
            Assert.That(type.ToString(), Is.EqualTo("void"));
        }
    }

    [Test]
    public void Two_views_are_equal_if_object_and_id_are()
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        using BtfObject other = builder.ToObject();
        BtfType none = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[4] == btf[4], Is.True);
            Assert.That(btf[4] != btf[5], Is.True);
            Assert.That(btf[4].Equals((object)btf[4]), Is.True);
            Assert.That(btf[4].Equals((object)4), Is.False);
            Assert.That(btf[4] == other[4], Is.False);
            Assert.That(btf[4].GetHashCode(), Is.EqualTo(btf.Types.ElementAt(3).GetHashCode()));
            Assert.That(btf[4].GetHashCode(), Is.Not.EqualTo(other[4].GetHashCode()));
            Assert.That(none.Equals(default), Is.True);
            Assert.That(none.GetHashCode(), Is.EqualTo(default(BtfType).GetHashCode()));
            Assert.That(none.ToString(), Is.Empty);
        }
    }

    [Test]
    public void A_view_has_16_bytes()
    {
        Assert.That(Unsafe.SizeOf<BtfType>(), Is.EqualTo(16));
    }
}
