using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf list</c>: what the running kernel has.</summary>
internal sealed class ListCommand : ToolCommand
{
    public ListCommand()
        : base("list", "Lists the kernel's BTF, its modules' and what programs have loaded", "btf list", "btf list --json") => Add(Json);

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using BtfCollection all = KernelBtf.TryOpenAll(out BtfCollection? result, out BtfError error)
            ? result
            : throw new ToolException(ExitCode.Unreadable, error.Message);
        Terminal.Await("Reading modules", all.LoadAll);
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, all));
        }
        else
        {
            Write(output, all);
        }

        return ExitCode.Done;
    }

    private static void Write(TextOutput output, BtfCollection all)
    {
        Listing listing = Listing.Create(output, new Column("Types", 8, IsNumber: true), new Column("Bytes", 9, IsNumber: true), new Column("Name", 0));
        foreach ((string name, BtfObject btf) in all)
        {
            listing.Add(btf.TypeCount.ToString(CultureInfo.InvariantCulture), btf.RawData.Length.ToString(CultureInfo.InvariantCulture), name);
        }

        listing.End();
    }

    private static void WriteJson(Utf8JsonWriter json, BtfCollection all)
    {
        json.WriteStartArray();
        foreach ((string name, BtfObject btf) in all)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("types", btf.TypeCount);
            json.WriteNumber("bytes", btf.RawData.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
