using System.Text;
using Btf.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class TextOutputTests
{
    [Test]
    public void The_beginning_goes_out_early_and_the_rest_in_large_pieces()
    {
        using PieceStream stream = new();
        using TextOutput output = new(stream);
        StringBuilder expected = new();
        for (int i = 0; i < 20_000; i++)
        {
            output.WriteLine($"line {i}");
            output.WriteSpaces(i % 7);
            expected.Append($"line {i}\n").Append(' ', i % 7);
        }

        output.Flush();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo(expected.ToString()));
            Assert.That(stream.Pieces[0], Is.InRange(1, 4096));
            Assert.That(stream.Pieces.Skip(1).SkipLast(1).ToArray(), Has.Length.GreaterThan(2).And.All.InRange(32_000, 32_768));
        }
    }

    [Test]
    public void A_text_longer_than_the_buffer_is_written_whole()
    {
        using PieceStream stream = new();
        using TextOutput output = new(stream);
        string text = new('ä', 50_000);

        output.Write("a");
        output.Write(text);
        output.Flush();

        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("a" + text));
    }

    private sealed class PieceStream : MemoryStream
    {
        public List<int> Pieces { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Pieces.Add(buffer.Length);
            base.Write(buffer);
        }
    }
}
