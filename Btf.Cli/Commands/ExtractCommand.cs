using System.CommandLine;
using System.Text.Json;
using Btf.Compression;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf extract</c>: the bare BTF of a file that has it inside.</summary>
internal sealed class ExtractCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "An ELF file, kernel module or kernel image" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write", HelpName = "OUT.btf", Required = true };

    public ExtractCommand()
        : base("extract", "Writes the BTF out of an ELF file, module or kernel image", "btf extract /boot/vmlinuz -o vmlinux.btf", "btf extract nf_tables.ko.xz -o nf_tables.btf")
    {
        Add(_file);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string file = arguments.GetRequiredValue(_file);
        string path = arguments.GetRequiredValue(_output);
        long written = Extract(file, path);
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
