using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>The content of the answer of <c>btf matrix</c> in every format: the rows that matter, each with groups of kernels that have the same.</summary>
/// <param name="Files">The BPF objects.</param>
/// <param name="Columns">The kernels.</param>
/// <param name="Rows">The rows that are shown.</param>
internal sealed record MatrixReport(IReadOnlyList<string> Files, IReadOnlyList<CoreMatrixColumn> Columns, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>Makes the report.</summary>
    /// <param name="files">The BPF objects.</param>
    /// <param name="matrix">What they depend on.</param>
    /// <param name="columns">The kernels.</param>
    /// <param name="all">Whether to show also rows that are the same everywhere, and broken nowhere.</param>
    public static MatrixReport Create(IReadOnlyList<string> files, CoreMatrix matrix, IReadOnlyList<CoreMatrixColumn> columns, bool all) =>
        new(files, columns, [.. Enumerable.Range(0, matrix.Subjects.Length).Select(i => MatrixRow.Create(matrix.Subjects[i], i, columns)).Where(row => all || row.IsBroken || row.Differs)]);

    /// <summary>Whether something is broken somewhere.</summary>
    public bool IsBroken => Rows.Any(row => row.IsBroken);

    /// <summary>Whether something is not the same everywhere.</summary>
    public bool Differs => Rows.Any(row => row.Differs);

    /// <summary>Whether an object loads on a kernel, and can be attached there.</summary>
    public bool Loads(int file, int column) => !Rows.Any(row => row.Subject.ProgramIndex == file && row.Cells[column].IsBroken);
}
