using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The options for the kernel that programs are fitted to: <c>--kernel</c> and <c>--module</c>, or the running one with its modules.</summary>
internal sealed class TargetSymbols
{
    private readonly Option<string?> _kernel = new("--kernel") { Description = "The kernel's types: raw BTF, ELF or image [default: the running kernel and its modules]", HelpName = "FILE" };
    private readonly Option<string[]> _modules = new("--module") { Description = "A module's types over those of --kernel; can be given several times", HelpName = "FILE" };

    public TargetSymbols(Command command)
    {
        command.Add(_kernel);
        command.Add(_modules);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_modules) is { Length: > 0 } && result.GetValue(_kernel) is null)
            {
                result.AddError("--module needs the kernel that it is split from: name it with --kernel.");
            }
        });
    }

    /// <summary>The input files.</summary>
    public IEnumerable<string?> Inputs(ParseResult arguments) => [arguments.GetValue(_kernel), .. arguments.GetValue(_modules) ?? []];

    /// <summary>The kernel's name in the answer.</summary>
    public string NameOf(ParseResult arguments) => arguments.GetValue(_kernel) ?? "the running kernel";

    /// <summary>Opens the kernel and its modules.</summary>
    public BtfCollection Open(ParseResult arguments)
    {
        var options = new BtfOpenOptions { NameLookup = NameLookup.Scan };
        if (arguments.GetValue(_kernel) is not { } file)
        {
            return KernelBtf.TryOpenAll(out BtfCollection? running, out BtfError error, options) ? running
                : Source.TryOpenById(out BtfObject? kernel, options) ? new BtfCollection(kernel)
                : throw new ToolException(ExitCode.Unreadable, $"{error.Message} Name a file with --kernel.");
        }

        var named = new BtfCollection(OpenFile(file, null, options));

        // A module that is named twice is the same module.
        foreach (string module in (arguments.GetValue(_modules) ?? []).DistinctBy(Path.GetFullPath))
        {
            try
            {
                BtfObject opened = OpenFile(module, named.Base, options);
                Source.WarnOfWrongBase(module, opened, file);
                named.Add(module, opened);
            }
            catch (Exception e) when (e is ToolException or ArgumentException)
            {
                named.Dispose();
                throw;
            }
        }

        return named;
    }

    private static BtfObject OpenFile(string path, BtfObject? baseObject, BtfOpenOptions options) =>
        Source.TryOpenFile(path, baseObject, out BtfObject? result, out BtfError error, options)
            ? result
            : throw new ToolException(ExitCode.Unreadable, $"{path}: {InputFile.Reason(path, error)}");
}
