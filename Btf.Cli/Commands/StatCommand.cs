using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf stat</c>: shows what an object consists of.</summary>
internal sealed class StatCommand : ToolCommand
{
    private readonly SourceSymbols _source;

    public StatCommand()
        : base("stat", "Shows the header, counts by kind, names, sizes, order and memory", "btf stat", "btf stat /sys/kernel/btf/openvswitch")
    {
        _source = new SourceSymbols(this);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using Source source = _source.Open(arguments, NameLookup.Index);
        ObjectStatistics statistics = ObjectStatistics.Of(source.Main.Object);
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, source.Main, statistics));
        }
        else
        {
            Write(output, source.Main, statistics);
        }

        return ExitCode.Done;
    }

    private static void Write(TextOutput output, NamedObject part, ObjectStatistics statistics)
    {
        BtfObject btf = part.Object;
        BtfHeader header = btf.Header;
        Listing listing = new(output, new Column("What", 14), new Column("Value", 0));
        listing.Add("object", part.Name);
        listing.Add("header", $"version {header.Version}, {header.HeaderLength} bytes, {OrderOf(btf)} endian");
        listing.Add("types", Invariant($"{btf.TypeCount}, ids {btf.FirstTypeId} to {btf.NextTypeId - 1}, {header.TypeLength} bytes"));
        listing.Add("strings", Invariant($"{statistics.NameCount} names used, {header.StringLength} bytes"));
        listing.Add("layout", Invariant($"{header.LayoutLength} bytes"));
        listing.Add("pointer size", btf.PointerSize == 0 ? "not told" : Invariant($"{btf.PointerSize} bytes"));
        listing.Add("order", btf.IsSortedByName ? "sorted by name" : "not sorted");
        listing.Add("memory", Invariant($"{btf.RawData.Length} bytes of data, {statistics.IndexBytes} bytes of index, {statistics.NameIndexBytes} bytes for names once asked for"));
        foreach ((BtfKind kind, int count) in statistics.Kinds)
        {
            listing.Add(KindNames.Of(kind), Invariant($"{count}"));
        }

    }

    private static void WriteJson(Utf8JsonWriter json, NamedObject part, ObjectStatistics statistics)
    {
        BtfObject btf = part.Object;
        BtfHeader header = btf.Header;
        json.WriteStartObject();
        json.WriteString("object", part.Name);
        json.WriteNumber("version", header.Version);
        json.WriteNumber("headerBytes", header.HeaderLength);
        json.WriteString("byteOrder", OrderOf(btf));
        json.WriteNumber("types", btf.TypeCount);
        json.WriteNumber("firstTypeId", btf.FirstTypeId);
        json.WriteNumber("typeBytes", header.TypeLength);
        json.WriteNumber("names", statistics.NameCount);
        json.WriteNumber("stringBytes", header.StringLength);
        json.WriteNumber("layoutBytes", header.LayoutLength);
        json.WriteNumber("pointerSize", btf.PointerSize);
        json.WriteBoolean("isSortedByName", btf.IsSortedByName);
        json.WriteNumber("dataBytes", btf.RawData.Length);
        json.WriteNumber("indexBytes", statistics.IndexBytes);
        json.WriteNumber("nameIndexBytes", statistics.NameIndexBytes);
        json.WriteStartObject("kinds");
        foreach ((BtfKind kind, int count) in statistics.Kinds)
        {
            json.WriteNumber(KindNames.Of(kind), count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string OrderOf(BtfObject btf) => btf.ByteOrder == BtfByteOrder.BigEndian ? "big" : "little";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
