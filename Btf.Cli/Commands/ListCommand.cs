using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf list</c>: what the running kernel has.</summary>
internal sealed class ListCommand : ToolCommand
{
    public ListCommand()
        : base("list", "Lists the BTF of the kernel, of its modules and, where that is permitted, of loaded programs", "btf list", "btf list --json") => Add(Json);

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        IReadOnlyList<ListedObject> objects = ListedObject.All();
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, objects));
        }
        else
        {
            Write(output, objects);
        }

        return ExitCode.Done;
    }

    private static void Write(TextOutput output, IReadOnlyList<ListedObject> objects)
    {
        Listing listing = new(
            output, new Column("Id", 5, IsNumber: true), new Column("Bytes", 9, IsNumber: true), new Column("Of", 7), new Column("Name", 0));
        foreach (ListedObject item in objects)
        {
            listing.Add(item.Id is { } id ? $"{id}" : "-", $"{item.Size}", item.Owner, item.Name);
        }

    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<ListedObject> objects)
    {
        json.WriteStartArray();
        foreach (ListedObject item in objects)
        {
            json.WriteStartObject();
            if (item.Id is { } id)
            {
                json.WriteNumber("id", id);
            }

            json.WriteString("owner", item.Owner);
            json.WriteString("name", item.Name);
            json.WriteNumber("bytes", item.Size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
