using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf history</c>: shows one type in several kernels.</summary>
internal sealed class HistoryCommand : ToolCommand
{
    private readonly Argument<string> _type = CommonSymbols.TypeName("TYPE", "A type's name; 'struct NAME' if other types have it too");
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF, the oldest first", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _base = CommonSymbols.Base();

    public HistoryCommand()
        : base(
            "history",
            "Shows where each member of a type is in several kernels, and where it was added or removed",
            "btf history task_struct 5.10.btf 6.12.btf 7.3.btf",
            "btf history 'enum bpf_prog_type' *.btf --json")
    {
        Add(_type);
        Add(_files);
        Add(_base);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string text = arguments.GetRequiredValue(_type);
        TypeName name = TypeName.Parse(text);
        List<Source> sources = [];
        int exitCode = ExitCode.Done;
        try
        {
            foreach (string file in arguments.GetRequiredValue(_files))
            {
                try
                {
                    sources.Add(Source.Open(file, arguments.GetValue(_base)));
                }
                catch (ToolException e) when (e.ExitCode == ExitCode.Unreadable)
                {
                    Warning.Write(e.Message);
                    exitCode = ExitCode.Unreadable;
                }
            }

            if (sources.Count == 0)
            {
                return exitCode;
            }

            HistoryColumn[] columns = [.. sources.Select(source => HistoryColumn.Read(source.Main.Name, name.Find(source.Main.Object)))];
            if (columns.All(column => column.Type is null))
            {
                throw TypeName.NoneNamed(text, [.. sources.Select(source => source.Main.Object)]);
            }

            IReadOnlyList<HistoryRow> rows = HistoryRow.Align(columns);
            if (arguments.GetValue(Json))
            {
                JsonText.Write(output, json => WriteJson(json, text, columns, rows));
            }
            else
            {
                Write(output, columns, rows);
            }

            return exitCode;
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    private static void Write(TextOutput output, HistoryColumn[] columns, IReadOnlyList<HistoryRow> rows)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            // A type without members has only its declaration to compare.
            string what = columns[i].Type is not { } type ? "no such type"
                : rows.Count == 0 ? type.ToString()
                : columns[i].Count > 1 ? $"[{type.Id}], one of {columns[i].Count} types of the name"
                : "";
            output.WriteLine(SafeText.Of($"{i + 1}  {columns[i].File}{(what.Length == 0 ? "" : $"  {what}")}"));
        }

        if (rows.Count != 0 || columns.Any(column => column.Size.Length != 0))
        {
            output.WriteLine("");
            new HistoryTable(output, columns, rows).Write();
        }
    }

    private static void WriteJson(Utf8JsonWriter json, string text, HistoryColumn[] columns, IReadOnlyList<HistoryRow> rows)
    {
        json.WriteStartObject();
        json.WriteString("type", text);
        json.WriteStartArray("files");
        foreach (HistoryColumn column in columns)
        {
            WriteJson(json, column);
        }

        json.WriteEndArray();
        json.WriteStartArray("members");
        foreach (HistoryRow row in rows)
        {
            WriteJson(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, HistoryColumn column)
    {
        json.WriteStartObject();
        json.WriteString("file", column.File);
        json.WriteNumber("count", column.Count);
        if (column.Type is { } type)
        {
            json.WriteNumber("id", type.Id);
            json.WriteString("kind", KindNames.Of(type.Kind));
            json.WriteString("declaration", type.ToString());
            if (type.TryGetSizeInBytes(out uint size))
            {
                json.WriteNumber("size", size);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, HistoryRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteStartArray("files");
        foreach (HistoryCell? cell in row.Cells)
        {
            if (cell is null)
            {
                json.WriteNullValue();
                continue;
            }

            json.WriteStartObject();
            json.WriteString(cell.Type.Length == 0 ? "value" : "offset", cell.Text);
            if (cell.Type.Length != 0)
            {
                json.WriteString("type", cell.Type);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
