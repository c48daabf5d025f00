using System.Globalization;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>Something that an object depends on, and how each kernel answers it.</summary>
internal sealed record MatrixRow(CoreSubject Subject, IReadOnlyList<CoreMatrixCell> Cells, bool IsBroken, bool Differs)
{
    public static MatrixRow Create(CoreSubject subject, int index, IReadOnlyList<CoreMatrixColumn> columns)
    {
        CoreMatrixCell[] cells = [.. columns.Select(column => column.Cells[index])];
        return new MatrixRow(subject, cells, cells.Any(cell => cell.IsBroken), CoreMatrix.Differs(index, columns));
    }

    /// <summary>Where the object asks for it: <c>file.c:31:9</c>, or the section if the file has no line records.</summary>
    public string Place => Subject.Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(Subject.SourceFile)}:{Subject.Line}:{Subject.Column}")
        : Subject.SectionName.Length > 0 && Subject.Kind == CoreSubjectKind.Relocation
            ? string.Create(CultureInfo.InvariantCulture, $"{Subject.SectionName}+{Subject.InstructionOffset}")
            : Subject.Function;

    /// <summary>The kernels grouped by their answers, in the order in which the answers first appear.</summary>
    public IEnumerable<(CoreMatrixCell Cell, IReadOnlyList<int> Kernels)> Groups =>
        Enumerable.Range(0, Cells.Count).GroupBy(i => Cells[i]).Select(group => (group.Key, (IReadOnlyList<int>)[.. group]));

    /// <summary>Returns an outcome as the reports write it.</summary>
    public static string WordOf(CoreMatrixCell cell) => CoreAnswer.WordOf(cell.Outcome);

    /// <summary>Returns a cell in a few words.</summary>
    public static string TextOf(CoreMatrixCell cell) => cell.Detail.Length == 0 ? WordOf(cell)
        : cell.Text is null ? $"{WordOf(cell)} ({cell.Detail})"
        : cell.Outcome == CoreOutcome.Unchanged ? cell.Detail
        : $"{WordOf(cell)}: {cell.Detail}";

    /// <summary>Returns the word for a sort of subject.</summary>
    public static string WordOf(CoreSubjectKind kind) => kind switch
    {
        CoreSubjectKind.Relocation => "relocation",
        CoreSubjectKind.Function => "function",
        CoreSubjectKind.Tracepoint => "tracepoint",
        CoreSubjectKind.SecurityHook => "lsm",
        CoreSubjectKind.StructOps => "struct_ops",
        _ => "kfunc",
    };
}
