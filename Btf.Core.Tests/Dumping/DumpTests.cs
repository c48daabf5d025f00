using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Common behaviour of the raw and the JSON listing.</summary>
[TestFixture]
public sealed class DumpTests
{
    [Test]
    public void Chosen_types_are_listed_alone_and_in_the_order_given()
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf("kinds-el.btf"));
        string[] lines = Encoding.UTF8.GetString(DumpText.Raw(btf)).Split("\n[");
        using MemoryStream raw = new();
        using MemoryStream json = new();

        BtfDump.WriteRaw([btf[9], btf[5]], raw);
        BtfDump.WriteJson([btf[9], btf[5]], json);

        Assert.That(Encoding.UTF8.GetString(raw.ToArray()), Is.EqualTo($"[{lines[8]}\n[{lines[4]}\n"));
        Assert.That(
            Encoding.UTF8.GetString(json.ToArray()),
            Does.StartWith("{\"types\":[{\"id\":9,\"kind\":\"INT\"").And.Contain("},{\"id\":5,\"kind\":\"FWD\""));
    }

    [Test]
    public void A_stream_gets_what_a_buffer_gets([Values("kinds-el.btf", "kinds-eb.btf")] string name)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(name));
        using MemoryStream raw = new();
        using MemoryStream json = new();

        BtfDump.WriteRaw(btf, raw);
        BtfDump.WriteJson(btf, json);

        Assert.That(raw.ToArray().AsSpan().SequenceEqual(DumpText.Raw(btf)), Is.True);
        Assert.That(json.ToArray().AsSpan().SequenceEqual(DumpText.Json(btf)), Is.True);
    }

    [Test]
    public void A_kind_to_come_is_listed_as_unknown()
    {
        BtfBuilder builder = new();
        builder.AddRaw(0, RawBtf.Info((BtfKind)23, 0), 7);
        RawEnvelope envelope = new() { LayoutEntries = RawLayoutEntry.Only((BtfKind)23, default) };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));

        Assert.That(Encoding.UTF8.GetString(DumpText.Raw(btf)), Is.EqualTo("[1] UNKNOWN '(anon)'\n"));
        Assert.That(Encoding.UTF8.GetString(DumpText.Json(btf)), Is.EqualTo("{\"types\":[{\"id\":1,\"kind\":\"UNKNOWN\",\"name\":\"(anon)\"}]}\n"));
    }

    [Test]
    public void A_names_length_is_not_limited()
    {
        string name = new('x', 100_000);
        BtfBuilder builder = new();
        builder.AddStruct(name, 0);
        builder.AddStruct(name + "y", 0);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        using MemoryStream text = new();

        BtfDump.WriteRaw(btf, text);

        Assert.That(Encoding.UTF8.GetString(text.ToArray()), Is.EqualTo($"[1] STRUCT '{name}' size=0 vlen=0\n[2] STRUCT '{name}y' size=0 vlen=0\n"));
    }
}
