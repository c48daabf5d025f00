using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfStringFormatTests
{
    private BtfObject _btf;

    private BtfString Name => _btf[1].Name;

    [SetUp]
    public void Open()
    {
        BtfBuilder builder = new();
        builder.AddStruct("größe", 0);
        _btf = builder.ToObject();
    }

    [TearDown]
    public void Close() => _btf.Dispose();

    [Test]
    public void It_is_written_to_characters_whole_or_not_at_all()
    {
        Span<char> exact = stackalloc char[5];
        Span<char> small = stackalloc char[4];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Name.TryFormat(exact, out int written, default, null), Is.True);
            Assert.That(written, Is.EqualTo(5));
            Assert.That(exact.ToString(), Is.EqualTo("größe"));
            Assert.That(Name.TryFormat(small, out written, default, null), Is.False);
            Assert.That(written, Is.Zero);
            Assert.That(default(BtfString).TryFormat(default(Span<char>), out written, default, null), Is.True);
        }
    }

    [Test]
    public void It_is_written_to_bytes_whole_or_not_at_all()
    {
        Span<byte> exact = stackalloc byte[7];
        Span<byte> small = stackalloc byte[6];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Name.TryFormat(exact, out int written, default, null), Is.True);
            Assert.That(written, Is.EqualTo(7));
            Assert.That(exact.SequenceEqual("größe"u8), Is.True);
            Assert.That(Name.TryFormat(small, out written, default, null), Is.False);
            Assert.That(written, Is.Zero);
            Assert.That(small.IndexOfAnyExcept((byte)0), Is.EqualTo(-1));
        }
    }

    [Test]
    public void An_interpolated_string_takes_it()
    {
        char[] characters = new char[64];
        byte[] bytes = new byte[64];

        bool done = Write(characters, bytes, out int charCount, out int byteCount);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(done, Is.True);
            Assert.That(new string(characters, 0, charCount), Is.EqualTo("struct größe;"));
            Assert.That(Encoding.UTF8.GetString(bytes, 0, byteCount), Is.EqualTo("struct größe;"));
            Assert.That($"struct {Name};", Is.EqualTo("struct größe;"));
            Assert.That($"{Name,7}|{Name,-7}|", Is.EqualTo("  größe|größe  |"));
        }
    }

    [NonParallelizable]
    [Test]
    public void An_interpolated_string_makes_no_string_in_between()
    {
        char[] characters = new char[64];
        byte[] bytes = new byte[64];

        Assert.That(Allocations.Of(() => Write(characters, bytes, out _, out _)), Is.Zero);
    }

    private bool Write(Span<char> characters, Span<byte> bytes, out int charCount, out int byteCount)
    {
        bool first = characters.TryWrite(CultureInfo.InvariantCulture, $"struct {Name};", out charCount);
        bool second = Utf8.TryWrite(bytes, CultureInfo.InvariantCulture, $"struct {Name};", out byteCount);
        return first && second;
    }
}
