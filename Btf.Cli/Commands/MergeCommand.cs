using System.CommandLine;
using Btf.Core;
using Btf.Core.Merging;

namespace Btf.Cli;

/// <summary><c>btf merge</c>: puts the types of several files into one.</summary>
internal sealed class MergeCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _base = new("--base") { Description = "The file that all are split from", HelpName = "FILE" };
    private readonly Option<bool> _dedup = new("--dedup") { Description = "Store equal types once" };
    private readonly Option<string> _output = CommonSymbols.Output();

    public MergeCommand()
        : base("merge", "Puts the types of several files into one", "btf merge a.btf b.btf --dedup -o both.btf", "btf merge modules/*.btf --base vmlinux.btf --dedup -o modules.btf")
    {
        Add(_files);
        Add(_base);
        Add(_dedup);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using Source? over = arguments.GetValue(_base) is { } path ? Source.OpenBase(path) : null;
        using Progress progress = new();
        List<BtfObject> objects = [];
        try
        {
            Open(arguments.GetRequiredValue(_files), over?.Main.Object, objects, progress);
            WrittenObject written = Merge(
                progress, objects, arguments.GetValue(_dedup), arguments.GetRequiredValue(_output), SourceSymbols.InputsOf(arguments.GetValue(_base), arguments.GetRequiredValue(_files)));
            progress.Dispose();
            WrittenObject.Report(output, arguments.GetValue(Json), written);
            return ExitCode.Done;
        }
        finally
        {
            objects.ForEach(btf => btf.Dispose());
        }
    }

    private static void Open(string[] files, BtfObject? over, List<BtfObject> objects, Progress progress)
    {
        foreach (string file in files)
        {
            progress.Tell($"Reading file {objects.Count + 1} of {files.Length}");
            if (!Source.TryOpenFile(file, over, out BtfObject? btf, out BtfError error))
            {
                throw InputFile.Failure(file, error);
            }

            objects.Add(btf);
            if (btf.ByteOrder != objects[0].ByteOrder)
            {
                throw new ToolException(ExitCode.Unreadable, $"{file}: It is {btf.ByteOrder}, and {files[0]} is {objects[0].ByteOrder}; only files of one byte order can be merged.");
            }
        }
    }

    private static WrittenObject Merge(Progress progress, List<BtfObject> objects, bool dedup, string path, IEnumerable<string?> inputs)
    {
        progress.Tell($"Joining {objects.Count} files");
        using BtfConcatenation all = BtfMerger.Concatenate(objects);
        if (!dedup)
        {
            return WrittenObject.Write(path, inputs, all.Result);
        }

        progress.Tell($"Comparing {all.Result.TypeCount} types");
        using BtfDeduplication merged = BtfDeduplicator.Run(all.Result);
        return WrittenObject.Write(path, inputs, merged.Result);
    }
}
