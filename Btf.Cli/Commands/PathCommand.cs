using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf path</c>: tells where a member lies.</summary>
internal sealed class PathCommand : ToolCommand
{
    private readonly Argument<string> _expression = CommonSymbols.TypeName(
        "EXPR",
        "A type or variable and its members, as in task_struct.se.vruntime; -> crosses a pointer, [3] and [ENUMERATOR] are elements, (a|b) is whichever there is, ((struct T *)PATH)->m is a cast; task_struct+0x40 asks what lies at a byte");

    private readonly SourceSymbols _source;
    private readonly Option<string?> _as = new("--as") { Description = "Write it for another program" };

    public PathCommand()
        : base(
            "path",
            "Tells where a member lies, its size and its type",
            "btf path task_struct.se.vruntime",
            "btf path 'task_struct.mm->pgd' vmlinux.btf --json",
            "btf path 'task_struct.(__state|state)' 5.10.btf 6.12.btf",
            "btf path 'files_struct.fdt->fd[3]'",
            "btf path 'task_struct.mm->pgd' --as kprobe",
            "btf path task_struct+0x40")
    {
        CommonSymbols.CompleteMembers(_expression);
        Add(_expression);
        _source = new SourceSymbols(this, many: true);
        _as.AcceptOnlyFromAmong([.. PathForms.All]);
        Add(_as);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(_as) is not null && result.GetValue(Json))
            {
                result.AddError("--as and --json exclude one another.");
            }

            if (_source.CountFiles(result) > 1 && result.GetValue(_as) is not null)
            {
                result.AddError("--as writes one place: give one FILE.");
            }

            bool isByte = ByteLookup.TryParse(result.GetValue(_expression) ?? "", out _, out _);
            if (isByte && (result.GetValue(_as) is not null || _source.CountFiles(result) > 1))
            {
                result.AddError("What lies at a byte is asked of one FILE, without --as.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string expression = arguments.GetRequiredValue(_expression);
        bool json = arguments.GetValue(Json);
        if (ByteLookup.TryParse(expression, out string name, out ulong offset))
        {
            using Source only = _source.Open(arguments);
            return ByteAnswers.Write(output, only, name, offset, json);
        }

        IReadOnlyList<string> paths = PathAlternatives.Expand(expression);
        if (_source.CountFiles(arguments.CommandResult) > 1)
        {
            return new PathTable(output, _source.Names(arguments)).Write(expression, Ask(arguments, paths), json);
        }

        using Source source = _source.Open(arguments);
        PathAnswers answers = PathAnswers.Find(paths, source);
        if (answers.Only is not { } answer)
        {
            if (ByteLookup.IsMeant(expression))
            {
                throw new ToolException(ExitCode.WrongUsage, $"'{expression}' is no place: a byte is a number, such as 64 or 0x40.");
            }

            throw new ToolException(answers.IsSyntaxError ? ExitCode.WrongUsage : ExitCode.No, answers.Why);
        }

        if (json)
        {
            JsonText.Write(output, writer => PathJson.Write(writer, expression, answer.ObjectName, answer.Place));
        }
        else
        {
            output.WriteLine(SafeText.Of(arguments.GetValue(_as) is { } form ? PathForms.Write(form, expression, answer.Place) : Text(expression, answer.Place)));
        }

        return ExitCode.Done;
    }

    /// <summary>Asks each file when the table comes to it. Reports a file that cannot be read, and leaves its row without an answer.</summary>
    private IEnumerable<(string File, PathAnswers? Answers)> Ask(ParseResult arguments, IReadOnlyList<string> paths)
    {
        bool failed = false;
        foreach (Source source in _source.OpenEach(arguments, () => failed = true))
        {
            using (source)
            {
                PathAnswers answers = PathAnswers.Find(paths, source);
                if (answers.IsSyntaxError)
                {
                    throw new ToolException(ExitCode.WrongUsage, answers.Why);
                }

                yield return (source.First.Name, answers);
            }
        }

        if (failed)
        {
            yield return ("", null);
        }
    }

    private static string Text(string expression, PathPlace place)
    {
        string bit = place.IsBitfield || place.BitOffset % 8 != 0 ? $", bit {place.BitOffset % 8}" : "";
        string size = place.IsBitfield ? Plural(place.BitSize, "bit") : Plural(place.BitSize / 8, "byte");
        string crossed = place.Pointers.Count == 0 ? "" : $", after {Plural((ulong)place.Pointers.Count, "pointer")}";
        return $"{expression}: byte {place.ByteOffset}{bit}{crossed}, {size}, {place.Type}";
    }

    private static string Plural(ulong count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
