using System.CommandLine;
using System.Text.Json;
using Btf.Compression;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf extract</c>: writes the bare BTF that a file contains.</summary>
internal sealed class ExtractCommand : ToolCommand
{
    private readonly Argument<string?> _file = new("FILE") { Description = "An ELF file, kernel module or kernel image; not given with --id, --prog or --map", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<uint?> _program = new("--prog") { Description = "Write the BTF of a loaded program, by the program's id", HelpName = "ID" };
    private readonly Option<uint?> _map = new("--map") { Description = "Write the BTF of a loaded map, by the map's id", HelpName = "ID" };
    private readonly Option<uint?> _loaded = new("--id") { Description = "Write a loaded BTF object, by its id in 'btf list'", HelpName = "ID" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write", HelpName = "OUT.btf", Required = true };

    public ExtractCommand()
        : base("extract", "Extracts the BTF from an ELF file, module or kernel image", "btf extract /boot/vmlinuz -o vmlinux.btf", "btf extract nf_tables.ko.xz -o nf_tables.btf", "btf extract --prog 42 -o program.btf")
    {
        Add(_file);
        Add(_program);
        Add(_map);
        Add(_loaded);
        Add(_output);
        Add(Json);
        Validators.Add(result =>
        {
            string[] given = [.. ((Option[])[_program, _map, _loaded]).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            bool hasFile = result.GetValue(_file) is not null;
            if (given.Length + (hasFile ? 1 : 0) != 1)
            {
                result.AddError(given.Length == 0 ? "FILE is missing." : $"{given[0]} takes the place of {(hasFile ? "FILE" : given[1])}: give one of them.");
            }
        });
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string path = arguments.GetRequiredValue(_output);
        LoadedObject loaded = new(arguments.GetValue(_program), arguments.GetValue(_map), arguments.GetValue(_loaded));
        string file = arguments.GetValue(_file) ?? loaded.Name;
        long written = loaded.IsGiven ? Extract(loaded, path) : Extract(file, path);
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, file, path, written));
        }
        else if (path != OutputFile.StandardOutput)
        {
            output.WriteLine(SafeText.Of($"{path}: {written} bytes"));
        }

        return ExitCode.Done;
    }

    private static long Extract(LoadedObject loaded, string path)
    {
        using Source source = loaded.Open(NameLookup.Scan);
        return WrittenObject.Write(path, [], source.First.Object).Bytes;
    }

    private static long Extract(string file, string path)
    {
        BtfCompression.Register();
        if (!BtfSections.TryOpen(InputFile.PathOf(file), out BtfSections? sections, out BtfError error))
        {
            throw InputFile.Failure(file, error);
        }

        using (sections)
        {
            OutputFile.Write(path, [file], output => output.Write(sections.Btf));
            return sections.Btf.Length;
        }
    }

    private static void WriteJson(Utf8JsonWriter json, string file, string path, long length)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("output", path);
        json.WriteNumber("bytes", length);
        json.WriteEndObject();
    }
}
