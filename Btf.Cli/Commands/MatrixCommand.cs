using System.Collections.Concurrent;
using System.CommandLine;
using Btf.Compression;
using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary><c>btf matrix</c>: shows on which of many kernels BPF objects load.</summary>
internal sealed class MatrixCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("OBJ") { Description = "BPF object files", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _kernels = new("--kernels") { Description = "The kernels: files, directories with their subdirectories, patterns, or tar archives", HelpName = "DIR|GLOB|ARCHIVE", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _html = new("--html") { Description = "Also write a page of HTML", HelpName = "OUT" };
    private readonly Option<string?> _sarif = new("--sarif") { Description = "Also write SARIF, which code hosts show beside the source", HelpName = "OUT" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Also write a JUnit report: a suite for each object, a test for each kernel", HelpName = "OUT" };
    private readonly Option<string?> _failOn = new("--fail-on") { Description = "Exit with 1 if something is broken, or if something differs between the kernels" };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Write Markdown" };
    private readonly Option<bool> _all = new("--all") { Description = "Also show what is the same on all kernels" };

    public MatrixCommand()
        : base(
            "matrix",
            "Shows on which kernels BPF objects load, and in which of their dependencies the kernels differ",
            "btf matrix prog.bpf.o --kernels kernels/",
            "btf matrix *.bpf.o --kernels 'btfhub/ubuntu/*/x86_64/*.tar.xz' --html matrix.html --fail-on broken")
    {
        _failOn.AcceptOnlyFromAmong("broken", "changed");
        Add(_files);
        Add(_kernels);
        Add(_html);
        Add(_sarif);
        Add(_junit);
        Add(_failOn);
        Add(_markdown);
        Add(_all);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(_markdown) && result.GetValue(Json))
            {
                result.AddError("--json and --markdown exclude each other.");
            }

            string[] outputs = [.. Outputs.Select(result.GetValue).OfType<string>()];
            if (outputs.Contains(OutputFile.StandardOutput))
            {
                result.AddError("--html, --sarif and --junit cannot write to standard output, where the report goes: name a file.");
            }
            else if (outputs.Where(path => path.Length > 0).DistinctBy(Path.GetFullPath).Count() != outputs.Count(path => path.Length > 0))
            {
                result.AddError("--html, --sarif and --junit must name different files.");
            }

            if (result.GetValue(_files) is null or [] && !(result.GetValue(_kernels) ?? []).Any(BpfFile.IsObject))
            {
                result.AddError("Name a BPF object file.");
            }
        });
    }

    /// <summary>The options that name files to write.</summary>
    private IEnumerable<Option<string?>> Outputs => [_html, _sarif, _junit];

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        // The parser takes all files after --kernels as kernels, because the shell may have expanded a pattern: the BPF objects among them must be picked out.
        ILookup<bool, string> places = arguments.GetRequiredValue(_kernels).ToLookup(BpfFile.IsObject);
        string[] files = [.. arguments.GetValue(_files) ?? [], .. places[true]];
        BtfCompression.Register();
        using var opened = new OpenObjects();
        List<BpfObjectFile> programs = [];
        foreach (string file in files)
        {
            if (!BpfObjectFile.TryOpen(InputFile.PathOf(file), out BpfObjectFile? program, out BtfError error))
            {
                throw InputFile.Failure(file, error);
            }

            opened.Add(program);
            programs.Add(program);
        }

        var matrix = new CoreMatrix(programs);
        KernelSet set = new(NameLookup.IndexAtOpen);
        IEnumerable<NamedKernel> kernels = set.Open(places[false]);
        string[] inputs = [.. files, .. set.Files];
        foreach (string path in Outputs.Select(arguments.GetValue).OfType<string>())
        {
            OutputFile.ThrowIfInput(path, inputs);
        }

        CoreMatrixColumn[] columns;
        try
        {
            columns = Judge(matrix, kernels);
        }
        catch (AggregateException e) when (e.InnerException is ToolException reason)
        {
            throw new ToolException(reason.ExitCode, reason.Message);
        }

        if (columns.Length == 0)
        {
            throw new ToolException(ExitCode.Unreadable, $"{string.Join(", ", places[false])}: There is no kernel with BTF.");
        }

        var report = MatrixReport.Create(files, matrix, columns, arguments.GetValue(_all));
        Write(arguments, output, report, inputs);
        bool fails = arguments.GetValue(_failOn) switch
        {
            "broken" => report.IsBroken,
            "changed" => report.IsBroken || report.Differs,
            _ => false,
        };
        return set.HasFailures ? ExitCode.Unreadable : fails ? ExitCode.No : ExitCode.Done;
    }

    private static CoreMatrixColumn[] Judge(CoreMatrix matrix, IEnumerable<NamedKernel> kernels)
    {
        using Progress progress = new();
        var columns = new SortedDictionary<long, CoreMatrixColumn>();

        // The next kernel is opened when a thread is free for it, so that no more are open at once than there are threads.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(kernels, EnumerablePartitionerOptions.NoBuffering), options, (kernel, _, place) =>
        {
            using (kernel)
            {
                CoreMatrixColumn column = matrix.Judge(kernel.Name, kernel.Types);
                if (column.AsksModules && kernel.HasUnopenedModules)
                {
                    kernel.OpenModules();
                    column = matrix.Judge(kernel.Name, kernel.Types);
                }

                lock (columns)
                {
                    columns[place] = column;
                    progress.Tell($"{columns.Count} kernels: {kernel.Name}");
                }
            }
        });
        return [.. columns.Values];
    }

    private void Write(ParseResult arguments, TextOutput output, MatrixReport report, string[] inputs)
    {
        if (arguments.GetValue(_html) is { } html)
        {
            OutputFile.Write(html, inputs, to => new MatrixHtml(to).Write(report));
        }

        if (arguments.GetValue(_sarif) is { } sarif)
        {
            OutputFile.Write(sarif, inputs, to => JsonText.Write(to, json => MatrixSarif.Write(json, report)));
        }

        if (arguments.GetValue(_junit) is { } junit)
        {
            OutputFile.Write(junit, inputs, to => MatrixJUnit.Write(to, report));
        }

        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => MatrixJson.Write(json, report));
        }
        else if (arguments.GetValue(_markdown))
        {
            new MatrixMarkdown(output).Write(report);
        }
        else
        {
            new MatrixText(output).Write(report);
        }
    }
}
