using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf offsets</c>: tells where members lie in each of many kernels.</summary>
internal sealed class OffsetsCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF, one for each kernel", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _fields = new("--fields")
    {
        Description = "Members, as in task_struct.pid,task_struct.__state|state: commas between members, | between alternative names; the first one that exists is used",
        HelpName = "LIST",
        Required = true,
    };

    private readonly Option<string> _format = new("--format") { Description = "The form of the table", DefaultValueFactory = _ => "json" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write instead of standard output", HelpName = "FILE" };

    public OffsetsCommand()
        : base(
            "offsets",
            "Writes a table of where members lie in many kernels",
            "btf offsets kernels/*.btf --fields 'task_struct.pid,task_struct.__state|state' --format c",
            "btf offsets 5.10.btf 6.18.btf --fields sk_buff.len --format csharp -o Offsets.cs")
    {
        _format.AcceptOnlyFromAmong("csharp", "c", "json");
        Add(_files);
        Add(_fields);
        Add(_format);
        Add(_output);
        Validators.Add(result =>
        {
            if (FieldsOf(result.GetValue(_fields)).Any(field => field.Split('|').Any(string.IsNullOrWhiteSpace)))
            {
                result.AddError("--fields has an empty name.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string[] fields = FieldsOf(arguments.GetValue(_fields));
        string[] files = arguments.GetRequiredValue(_files);
        List<FieldPlace?[]> rows = [];
        foreach (string file in files)
        {
            using Source source = Source.Open(file);
            rows.Add([.. fields.Select(field => FieldPlace.Find(source.Main.Object, field))]);
        }

        OffsetTable table = new(files, fields, rows);
        string format = arguments.GetRequiredValue(_format);
        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, files, text => table.Write(format, text));
        }
        else
        {
            table.Write(format, output);
        }

        int exitCode = ExitCode.Done;
        for (int i = 0; i < fields.Length; i++)
        {
            if (rows.TrueForAll(row => row[i] is null))
            {
                Warning.Write($"No file has '{fields[i]}'.");
                exitCode = ExitCode.No;
            }
        }

        return exitCode;
    }

    private static string[] FieldsOf(string[]? lists) =>
        [.. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries)).Distinct()];
}
