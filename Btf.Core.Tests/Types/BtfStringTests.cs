using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfStringTests(bool bigEndian)
{
    private const int LongLength = 4096;

    private static readonly string[] _names =
    [
        "a", "sk_buff", "exactly_thirty_one_bytes_long__", "exactly_thirty_two_bytes_long___", "größe", "名前", "\U0001F40D", "a\u0301", new('x', LongLength),
    ];

    [TestCaseSource(nameof(_names))]
    public void A_name_equals_the_same_text_in_every_form(string name)
    {
        using BtfObject btf = Named(Encoding.UTF8.GetBytes(name));
        BtfString view = btf[1].Name;
        byte[] utf8 = Encoding.UTF8.GetBytes(name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view == name, Is.True);
            Assert.That(view != name, Is.False);
            Assert.That(view == utf8.AsSpan(), Is.True);
            Assert.That(view != utf8.AsSpan(), Is.False);
            Assert.That(view.Equals(name), Is.True);
            Assert.That(view.Equals(name.AsSpan()), Is.True);
            Assert.That(view.Equals(utf8.AsSpan()), Is.True);
            Assert.That(view.Equals((object)name), Is.False, "a string has another hash");
            Assert.That(view.Utf8.SequenceEqual(utf8), Is.True);
            Assert.That(view.TryGetUtf8(out ReadOnlySpan<byte> bytes) && bytes.SequenceEqual(utf8), Is.True);
            Assert.That(view.ToString(), Is.EqualTo(name));
            Assert.That(view.ToString(null, null), Is.EqualTo(name));
            Assert.That(view.IsEmpty, Is.False);
        }
    }

    [TestCaseSource(nameof(_names))]
    public void A_name_differs_from_every_other_text(string name)
    {
        using BtfObject btf = Named(Encoding.UTF8.GetBytes(name));
        BtfString view = btf[1].Name;
        string[] others = [name + "x", name[1..], "", name[..^1] + '\u007f', name.Replace('a', 'A').Replace('x', 'X') + "Y", new('\uFFFD', name.Length), name + "\0"];

        using (Assert.EnterMultipleScope())
        {
            foreach (string other in others)
            {
                Assert.That(view == other, Is.False, other);
                Assert.That(view.Equals(other.AsSpan()), Is.False, other);
                Assert.That(view == Encoding.UTF8.GetBytes(other).AsSpan(), Is.False, other);
                Assert.That(view.Equals((object)other), Is.False, other);
            }

            Assert.That(view == (string?)null, Is.False);
            Assert.That(view.Equals((string?)null), Is.False);
            Assert.That(view.Equals((object?)null), Is.False);
            Assert.That(view.Equals(1), Is.False);
        }
    }

    [Test]
    public void Names_of_different_objects_and_offsets_are_equal_if_their_bytes_are()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddStruct("same", 0);
        builder.AddRaw(builder.AddString("same", deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddStruct("other", 0);
        BtfBuilder swapped = new() { ByteOrder = ByteOrders.Of(!bigEndian) };
        swapped.AddName("in front"u8);
        swapped.AddStruct("same", 0);
        using BtfObject first = builder.ToObject();
        using BtfObject second = swapped.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first[1].Name.Offset, Is.Not.EqualTo(first[2].Name.Offset));
            Assert.That(first[1].Name == first[2].Name, Is.True);
            Assert.That(first[1].Name == second[1].Name, Is.True);
            Assert.That(first[1].Name.Equals((object)second[1].Name), Is.True);
            Assert.That(first[1].Name.GetHashCode(), Is.EqualTo(first[2].Name.GetHashCode()));
            Assert.That(first[1].Name.GetHashCode(), Is.EqualTo(second[1].Name.GetHashCode()));
            Assert.That(first[1].Name != first[3].Name, Is.True);
            Assert.That(first[1].Name.GetHashCode(), Is.Not.EqualTo(first[3].Name.GetHashCode()));
        }
    }

    [Test]
    public void A_name_with_bytes_that_are_not_utf8_equals_its_bytes_and_no_text()
    {
        byte[][] names = [[0xFF], [(byte)'a', 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]];
        using (Assert.EnterMultipleScope())
        {
            foreach (byte[] name in names)
            {
                using BtfObject btf = Named(name);
                BtfString view = btf[1].Name;
                string shown = Encoding.UTF8.GetString(name);

                Assert.That(view == name.AsSpan(), Is.True);
                Assert.That(view.ToString(), Is.EqualTo(shown).And.Contains("\uFFFD"));
                Assert.That(view == shown, Is.False);
                Assert.That(view == "\uD800", Is.False);
            }
        }
    }

    [Test]
    public void The_empty_name_is_that_of_offset_0_of_an_empty_string_and_of_the_default_value()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint end = builder.AddString("x") + 1;
        builder.AddRaw(0, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(end, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            foreach (BtfString name in (BtfString[])[btf[1].Name, btf[2].Name, default])
            {
                Assert.That(name.IsEmpty, Is.True);
                Assert.That(name == "", Is.True);
                Assert.That(name == ""u8, Is.True);
                Assert.That(name == default(BtfString), Is.True);
                Assert.That(name == (string?)null, Is.False);
                Assert.That(name == "x", Is.False);
                Assert.That(name.ToString(), Is.Empty);
                Assert.That(name.TryGetUtf8(out ReadOnlySpan<byte> utf8) && utf8.IsEmpty, Is.True);
                Assert.That(name.GetHashCode(), Is.EqualTo(default(BtfString).GetHashCode()));
            }

            Assert.That(default(BtfString).Offset, Is.Zero);
        }
    }

    [Test]
    public void An_offset_past_the_strings_is_an_error_that_says_so()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(uint.MaxValue, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();
        BtfString name = btf[1].Name;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(name.Offset, Is.EqualTo(uint.MaxValue));
            Assert.That(name.TryGetUtf8(out _), Is.False);
            Assert.That(() => name.IsEmpty, Throws.TypeOf<BtfFormatException>().With.Property("Error").Property("Code").EqualTo(BtfErrorCode.NameOffsetOutOfRange));
            Assert.That(() => name.Utf8.Length, Throws.TypeOf<BtfFormatException>().With.Message.Contains("4294967295"));
            Assert.That(name.ToString(), Does.Contain("4294967295"));
        }
    }

    [Test]
    public void A_pool_gives_the_same_string_each_time()
    {
        using BtfObject btf = Named("größe"u8);
        StringPool pool = new();

        string first = btf[1].Name.ToString(pool);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo("größe"));
            Assert.That(btf[1].Name.ToString(pool), Is.SameAs(first));
            Assert.That(default(BtfString).ToString(pool), Is.Empty);
            Assert.That(() => btf[1].Name.ToString(null!), Throws.ArgumentNullException);
        }
    }

    private BtfObject Named(ReadOnlySpan<byte> name)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddForward(builder.AddName(name));
        builder.AddName("after"u8);
        return builder.ToObject();
    }
}
