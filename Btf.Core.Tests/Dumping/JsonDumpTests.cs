using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class JsonDumpTests
{
    [Test]
    public void A_name_with_any_byte_is_escaped_as_bpftool_does([Values] bool bigEndian)
    {
        byte[] btf = AnyByteAsName(bigEndian);
        using BtfObject sample = BtfObject.FromMemory(btf);

        Assert.That(TextComparison.FirstDifference(DumpText.Json(sample), BpftoolOutput.DumpJson(btf).StandardOutput), Is.Null);
        Assert.That(TextComparison.FirstDifference(DumpText.Raw(sample), BpftoolOutput.Dump(btf).StandardOutput), Is.Null);
    }

    [Test]
    public void Quotes_and_control_characters_are_escaped()
    {
        BtfBuilder builder = new();
        builder.AddTypeTag("a\"b\\c\td", 0);

        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(
            Encoding.UTF8.GetString(DumpText.Json(btf)),
            Is.EqualTo("{\"types\":[{\"id\":1,\"kind\":\"TYPE_TAG\",\"name\":\"a\\\"b\\nc\\td\",\"type_id\":0}]}\n"));
    }

    [Test]
    public void No_types_are_an_empty_array()
    {
        DiscardingBuffer sink = new();
        using MemoryStream text = new();

        BtfDump.WriteJson([], text);
        BtfDump.WriteRaw([], sink);

        Assert.That(Encoding.UTF8.GetString(text.ToArray()), Is.EqualTo("{\"types\":[]}\n"));
        Assert.That(sink.Count, Is.Zero);
    }

    // One name for each byte: a name of all bytes would hide which byte differs.
    private static byte[] AnyByteAsName(bool bigEndian)
    {
        const string Place = "@@@";
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (int value = 1; value < 256; value++)
        {
            builder.AddTypeTag($"{Place}{value:x2}", 0);
        }

        byte[] btf = builder.ToArray();
        for (int value = 1; value < 256; value++)
        {
            btf[btf.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{Place}{value:x2}"))] = (byte)value;
        }

        return btf;
    }
}
