using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfMemberTests(bool bigEndian)
{
    [Test]
    public void Without_the_kind_flag_the_offset_has_32_bits_and_no_member_is_a_bit_field([Values] bool union)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        BtfBuilderMember[] members = [("a", number, 0), new("b", number, 0xFF00_0001), new("", number, uint.MaxValue)];
        uint id = union ? builder.AddUnion("u", 4, members) : builder.AddStruct("s", 4, members);
        using BtfObject btf = builder.ToObject();

        BtfElementList<BtfMember> view = btf[id].AsComposite().Members;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Offsets(view), Is.EqualTo([(0u, 0), (0xFF00_0001u, 0), (uint.MaxValue, 0)]));
            Assert.That(view[1].Name.ToString(), Is.EqualTo("b"));
            Assert.That(view[1].TypeId, Is.EqualTo(number));
            Assert.That(view[1].Type, Is.EqualTo(btf[number]));
            Assert.That(view[1].Index, Is.EqualTo(1));
            Assert.That(view[1].DeclaringType, Is.EqualTo(btf[id]));
            Assert.That(view[2].Name.IsEmpty, Is.True);
            Assert.That(view[2].NameOffset, Is.Zero);
        }
    }

    [Test]
    public void With_the_kind_flag_the_offset_has_24_bits_and_the_rest_is_the_bit_fields_size([Values] bool union)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        BtfBuilderMember[] members = [("a", number, 0, 0), ("b", number, 0xFF_FFFF, 1), ("c", number, 37, 255)];
        uint id = union ? builder.AddUnion("u", 4, kindFlag: true, members) : builder.AddStruct("s", 4, kindFlag: true, members);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[id].KindFlag, Is.True);
            Assert.That(Offsets(btf[id].AsComposite().Members), Is.EqualTo([(0u, 0), (0xFF_FFFFu, 1), (37u, 255)]));
        }
    }

    [Test]
    public void A_type_that_does_not_exist_is_an_error_that_says_where()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddStruct("s", 4, ("a", 1u, 0), ("b", 9u, 0));
        using BtfObject btf = builder.OpenRaw();

        BtfMember member = btf[id].AsComposite().Members[1];

        BtfFormatException? error = Assert.Throws<BtfFormatException>(() => _ = member.Type);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error?.Error.Code, Is.EqualTo(BtfErrorCode.TypeIdOutOfRange));
            Assert.That(error?.Error.TypeId, Is.EqualTo(id));
            Assert.That(error?.Error.ByteOffset, Is.EqualTo(24 + 12 + 12 + 4));
            Assert.That(member.TypeId, Is.EqualTo(9));
        }
    }

    [Test]
    public void Bits_that_a_type_gives_are_the_same_however_many_members_were_read_before([Values] bool isNarrow)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddRaw(builder.AddString("int"), RawBtf.Info(BtfKind.Int), 4, isNarrow ? 0x0003_0005u : 32u);
        uint id = builder.AddStruct("s", 8, ("a", number, 0), ("b", number, 32));
        using BtfObject btf = builder.ToObject();
        BtfElementList<BtfMember> members = btf[id].AsComposite().Members;

        List<(uint, int)>[] answers = [.. Enumerable.Range(0, 2000).Select(_ => Offsets(members))];

        Assert.That(answers, Is.All.EqualTo(isNarrow ? [(3u, 5), (35u, 5)] : new List<(uint, int)> { (0, 0), (32, 0) }));
    }

    private static List<(uint Offset, int Size)> Offsets(BtfElementList<BtfMember> members)
    {
        List<(uint, int)> result = [];
        foreach (BtfMember member in members)
        {
            result.Add((member.BitOffset, member.BitfieldSize));
        }

        return result;
    }
}
