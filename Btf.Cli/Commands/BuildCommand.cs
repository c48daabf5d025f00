using System.CommandLine;
using Btf.Core;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary><c>btf build</c>: builds BTF from the JSON that <c>btf dump</c> and bpftool write.</summary>
internal sealed class BuildCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE.json") { Description = "Types in JSON, as 'btf dump --format json' and 'bpftool -j btf dump' write them" };
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<string> _order = new("--order") { Description = "The byte order: little or big [default: the base's, or this machine's]", HelpName = "ORDER" };
    private readonly Option<bool> _layout = new("--layout") { Description = "Write a layout section, as Linux does since 7.1" };
    private readonly Option<string> _output = CommonSymbols.Output();

    public BuildCommand()
        : base("build", "Builds BTF from the JSON of a dump", "btf build types.json -o types.btf", "btf build module.json --base vmlinux.btf -o module.btf")
    {
        _order.AcceptOnlyFromAmong("little", "big");
        Add(_file);
        Add(_base);
        Add(_order);
        Add(_layout);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string file = arguments.GetRequiredValue(_file);
        using Source? below = arguments.GetValue(_base) is { } path ? Source.OpenBase(path) : null;
        using Progress progress = new($"Reading {file}");
        byte[] json = Read(file);
        BtfObject? baseObject = below?.Main.Object;
        BtfByteOrder order = arguments.GetValue(_order) switch
        {
            "little" => BtfByteOrder.LittleEndian,
            "big" => BtfByteOrder.BigEndian,
            _ => baseObject?.ByteOrder ?? (BitConverter.IsLittleEndian ? BtfByteOrder.LittleEndian : BtfByteOrder.BigEndian),
        };
        if (baseObject is not null && order != baseObject.ByteOrder)
        {
            throw new ToolException(ExitCode.WrongUsage, $"--order: the base is {baseObject.ByteOrder}; the object must have the same byte order.");
        }

        var builder = new BtfBuilder(baseObject) { ByteOrder = order, WithLayout = arguments.GetValue(_layout) };
        progress.Tell($"Building types out of {json.Length} bytes of JSON");
        using BtfObject built = Build(file, json, builder);
        WrittenObject written = WrittenObject.Write(arguments.GetRequiredValue(_output), SourceSymbols.InputsOf(arguments.GetValue(_base), file), built);
        progress.Dispose();
        WrittenObject.Report(output, arguments.GetValue(Json), written);
        return ExitCode.Done;
    }

    private static BtfObject Build(string file, byte[] json, BtfBuilder builder)
    {
        try
        {
            new JsonTypes(json, builder).Read();
            return builder.ToObject();
        }
        catch (Exception e) when (e is JsonTypeException or InvalidOperationException)
        {
            // The JSON contradicts the format, or has an id that does not exist.
            throw new ToolException(ExitCode.Unreadable, $"{file}: {e.Message}");
        }
    }

    private static byte[] Read(string file)
    {
        using FileStream stream = InputFile.OpenRead(file);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
