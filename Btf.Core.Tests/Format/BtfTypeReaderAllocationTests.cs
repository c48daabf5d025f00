using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfTypeReaderAllocationTests
{
    [Test]
    public void Opening_walking_and_reading_strings_allocates_nothing([Values] bool bigEndian)
    {
        byte[] data = Fixture.Read(bigEndian ? "kinds-eb.btf" : "kinds-el.btf");
        ulong first = Walk(data);
        ulong last = 0;

        Assert.That(Allocations.Of(() => last = Walk(data)), Is.Zero);
        Assert.That(last, Is.EqualTo(first));
    }

    private static ulong Walk(ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        BtfTypeReader reader = new(data);
        while (reader.Read())
        {
            BtfRecord record = reader.Current;
            sum += reader.TypeId + (ulong)reader.ByteOffset + (ulong)record.Kind + (ulong)record.Vlen + record.SizeOrType + (record.KindFlag ? 1u : 0);
            for (int word = 0; word < record.WordCount; word++)
            {
                sum = sum * 31 + record.GetWord(word);
            }

            sum += reader.Strings.TryGet(record.NameOffset, out ReadOnlySpan<byte> name) ? (ulong)name.Length : 0;
        }

        return sum;
    }
}
