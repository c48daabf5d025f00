using System.CommandLine;
using Btf.Core;
using Btf.Core.Comparison;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary><c>btf diff</c>: tells what differs between two kernels, modules or programs.</summary>
internal sealed class DiffCommand : ToolCommand
{
    // Enough for two kernels. The largest arrays are not on the heap.
    private const long SmallBytes = 64 << 20;
    private const long LargeBytes = 32 << 20;

    private readonly Argument<string> _old = new("OLD") { Description = "The old file with BTF, or a folder with a kernel (vmlinux) and its modules" };
    private readonly Argument<string> _new = new("NEW") { Description = "The new file or folder" };
    private readonly Argument<string[]> _types = new("TYPE") { Description = "Types to compare [default: all]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _base = new("--base") { Description = "The file that OLD is split from, and also NEW unless --new-base is given", HelpName = "FILE" };
    private readonly Option<string?> _newBase = new("--new-base") { Description = "The file that NEW is split from", HelpName = "FILE" };
    private readonly Option<string?> _for = new("--for") { Description = "Show only changes that touch the CO-RE relocations of this BPF object", HelpName = "OBJ" };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Write Markdown" };
    private readonly Option<bool> _html = new("--html") { Description = "Write a page of HTML, without scripts" };
    private readonly Option<bool> _all = new("--all") { Description = "Show every part of every change, and whole lists" };
    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "Exit with 1 where they differ" };

    public DiffCommand()
        : base(
            "diff",
            "Tells what differs between two kernels, modules or programs, and what that affects",
            "btf diff old/vmlinux new/vmlinux",
            "btf diff old.btf new.btf task_struct 'struct sk_buff'",
            "btf diff old.btf new.btf --for prog.bpf.o --exit-code",
            "btf diff old.btf new.btf --html > changes.html")
    {
        Add(_old);
        Add(_new);
        Add(_types);
        Add(_base);
        Add(_newBase);
        Add(_for);
        Add(Json);
        Add(_markdown);
        Add(_html);
        Add(_all);
        Add(_exitCode);
        Validators.Add(result =>
        {
            if (new[] { Json, _markdown, _html }.Count(result.GetValue) > 1)
            {
                result.AddError("--json, --markdown and --html exclude each other.");
            }

            if (result.GetValue(_all) && new[] { Json, _markdown, _html }.Any(result.GetValue))
            {
                result.AddError("--all is about text: --json, --markdown and --html cut nothing.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string oldPath = arguments.GetRequiredValue(_old);
        string newPath = arguments.GetRequiredValue(_new);
        string? basePath = arguments.GetValue(_base);
        GarbageCollection.Postpone(SmallBytes, LargeBytes);
        using DiffSide old = DiffSide.Open(oldPath, basePath);
        using DiffSide @new = DiffSide.Open(newPath, arguments.GetValue(_newBase) ?? basePath);
        if (old.Collection is null != @new.Collection is null)
        {
            throw new ToolException(ExitCode.WrongUsage, "OLD and NEW must both be files or both be folders.");
        }

        BtfComparison comparison = old.Collection is null
            ? BtfComparison.Compare(old.Object, @new.Object)
            : BtfComparison.Compare(old.Collection, @new.Collection!);
        IReadOnlyList<BtfTypeChange> changes = comparison.Changes;
        if (arguments.GetValue(_for) is { } program)
        {
            using BtfExtension extension = BtfExtension.TryOpen(InputFile.PathOf(program), out BtfExtension? opened, out BtfError error) ? opened : throw InputFile.Failure(program, error);
            changes = comparison.Affecting(extension);
        }

        var filter = new DiffFilter(arguments.GetValue(_types) ?? []);
        changes = filter.Apply(changes);
        IReadOnlyList<string> notes = filter.Explain(comparison, old, @new, out bool isAnyLayoutChanged);
        Write(arguments, output, comparison.Remarks, changes, notes);
        bool differ = changes.Count != 0 || isAnyLayoutChanged || (comparison.Remarks.Count != 0 && filter.IsEmpty && arguments.GetValue(_for) is null);
        return differ && arguments.GetValue(_exitCode) ? ExitCode.No : ExitCode.Done;
    }

    private void Write(ParseResult arguments, TextOutput output, IReadOnlyList<string> remarks, IReadOnlyList<BtfTypeChange> changes, IReadOnlyList<string> notes)
    {
        string old = arguments.GetRequiredValue(_old);
        string @new = arguments.GetRequiredValue(_new);
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => new DiffJson(json).Write(old, @new, remarks, changes, notes));
            return;
        }

        DiffReport report = DiffReport.Make(remarks, changes, notes);
        if (arguments.GetValue(_markdown))
        {
            new DiffMarkdown(output).Write(report, old, @new);
        }
        else if (arguments.GetValue(_html))
        {
            new DiffHtml(output).Write(report, old, @new);
        }
        else
        {
            new DiffText(output, arguments.GetValue(_all)).Write(report, old, @new);
        }
    }
}
