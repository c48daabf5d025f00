using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf extract</c>: the bare BTF of a file that has it inside.</summary>
internal sealed class ExtractCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "An ELF file, kernel module or kernel image" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write", HelpName = "OUT.btf", Required = true };
    private readonly Option<string?> _base = CommonSymbols.Base();

    public ExtractCommand()
        : base("extract", "Writes the BTF out of an ELF file, module or kernel image", "btf extract /boot/vmlinuz -o vmlinux.btf")
    {
        Add(_file);
        Add(_output);
        Add(_base);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string path = arguments.GetRequiredValue(_output);
        using Source source = Source.Open(arguments.GetRequiredValue(_file), arguments.GetValue(_base));
        BtfObject btf = source.Main.Object;
        File.WriteAllBytes(path, btf.RawData);
        int length = btf.RawData.Length;
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, source.Main, path, length));
        }
        else
        {
            output.WriteLine($"{path}: {btf.TypeCount} types, {length} bytes");
        }

        return ExitCode.Done;
    }

    private static void WriteJson(Utf8JsonWriter json, NamedObject from, string path, int length)
    {
        json.WriteStartObject();
        json.WriteString("file", from.Name);
        json.WriteString("output", path);
        json.WriteNumber("types", from.Object.TypeCount);
        json.WriteNumber("bytes", length);
        json.WriteEndObject();
    }
}
