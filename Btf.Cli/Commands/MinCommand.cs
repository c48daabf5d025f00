using System.CommandLine;
using Btf.Compression;
using Btf.Core;
using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary><c>btf min</c>: writes the part of a kernel's types that BPF objects need.</summary>
internal sealed class MinCommand : ToolCommand
{
    private const string Suffix = ".btf";
    private readonly Argument<string[]> _kernels = new("KERNEL") { Description = "Kernels: files, directories, patterns or tar archives. A file that does not stand alone is a module of the kernel before it", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _programs = new("--for") { Description = "The BPF object files", HelpName = "OBJ", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write; for several kernels, the directory for a file of each", HelpName = "OUT", Required = true };
    private readonly Option<string?> _like = new("--like") { Description = "Write the same bytes as bpftool gen min_core_btf", HelpName = "bpftool" };

    public MinCommand()
        : base(
            "min",
            "Writes the part of a kernel's BTF that BPF objects need, for machines whose kernel has none",
            "btf min vmlinux.btf --for prog.bpf.o -o min.btf",
            "btf min vmlinux.btf module.btf --for prog.bpf.o -o min.btf",
            "btf min 'btfhub/ubuntu/*/x86_64/*.tar.xz' --for a.bpf.o b.bpf.o -o btfs/")
    {
        _like.AcceptOnlyFromAmong("bpftool");
        Add(_kernels);
        Add(_programs);
        Add(_output);
        Add(_like);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(_kernels) is null or [] && (result.GetValue(_programs) ?? []).Skip(1).All(BpfFile.IsObject))
            {
                result.AddError("Name a kernel.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        bool likeBpftool = arguments.GetValue(_like) is not null;

        // The parser takes all files after --for as objects: the kernels among them must be picked out.
        string[] named = arguments.GetRequiredValue(_programs);
        string[] kernels = [.. arguments.GetValue(_kernels) ?? [], .. named.Skip(1).Where(file => !BpfFile.IsObject(file))];
        string[] files = [.. named.Where((file, index) => index == 0 || BpfFile.IsObject(file))];
        BtfCompression.Register();
        List<BtfExtension> programs = [];
        try
        {
            foreach (string file in files)
            {
                if (BtfExtension.TryOpen(InputFile.PathOf(file), out BtfExtension? program, out BtfError error))
                {
                    programs.Add(program);
                }
                else if (error.Code == BtfErrorCode.NoExtension && !likeBpftool)
                {
                    Warning.Write($"{file}: It has no CO-RE relocations (.BTF.ext): nothing is kept for it.");
                }
                else
                {
                    throw InputFile.Failure(file, error);
                }
            }

            return Write(arguments, output, kernels, programs, files, new BtfMinimizerOptions { LikeBpftool = likeBpftool });
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    private int Write(ParseResult arguments, TextOutput output, string[] kernels, List<BtfExtension> programs, string[] files, BtfMinimizerOptions options)
    {
        string target = arguments.GetRequiredValue(_output);
        using Progress progress = new();
        KernelSet set = new(NameLookup.Scan);
        List<WrittenObject> written = [];
        HashSet<string> paths = [];
        NamedKernel? first = null;
        int exitCode = ExitCode.Done;
        bool isFolder = Directory.Exists(target) || target.EndsWith('/');
        try
        {
            foreach (NamedKernel kernel in set.Open(kernels))
            {
                if (isFolder)
                {
                    using (kernel)
                    {
                        progress.Tell($"Writing the part of kernel {written.Count + 1}: {kernel.Name}");
                        string path = Path.Combine(target, kernel.Name + Suffix);
                        if (!paths.Add(path))
                        {
                            throw new ToolException(ExitCode.WrongUsage, $"{path}: Two kernels would be written to it. Give their files different names.");
                        }

                        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                        exitCode = Math.Max(exitCode, WriteOne(kernel, path));
                    }
                }
                else if (first is null)
                {
                    first = kernel;
                }
                else
                {
                    kernel.Dispose();
                    throw new ToolException(ExitCode.WrongUsage, $"{target}: There are several kernels, so it must be a directory. Make one, or write {target}/.");
                }
            }

            exitCode = first is null ? exitCode : WriteOne(first, target);
        }
        finally
        {
            first?.Dispose();
        }

        progress.Dispose();
        WrittenObject.Report(output, arguments.GetValue(Json), [.. written]);
        return set.HasFailures ? ExitCode.Unreadable : exitCode;

        int WriteOne(NamedKernel kernel, string path)
        {
            kernel.OpenModules();
            using BtfMinimization part = BtfMinimizer.Create(kernel.Types, programs, options);
            foreach (BtfMinimizerFailure failure in part.Failures)
            {
                Warning.Write($"{files[failure.ProgramIndex]} against {kernel.Name}: {failure.Message}");
            }

            if (part.Failures.IsEmpty || !options.LikeBpftool)
            {
                written.Add(WrittenObject.Write(path, [.. set.Files, .. files], part.Result));
            }

            return part.Failures.IsEmpty ? ExitCode.Done : ExitCode.No;
        }
    }
}
