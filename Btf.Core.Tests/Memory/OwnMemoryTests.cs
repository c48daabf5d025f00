using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class OwnMemoryTests
{
    [Test]
    public void It_starts_as_zeros_and_reads_as_what_is_written()
    {
        BtfMemory memory = OwnMemory.Allocate(5000, out Span<byte> content);
        bool zero = !content.ContainsAnyExcept((byte)0);

        content.Fill(7);

        Assert.That((zero, content.Length, memory.Length, memory.Span.ContainsAnyExcept((byte)7)), Is.EqualTo((true, 5000, 5000, false)));
        GC.KeepAlive(memory);
    }
}
