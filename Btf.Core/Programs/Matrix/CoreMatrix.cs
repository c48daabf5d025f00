using System.Collections.Immutable;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Checks for many kernels what some BPF programs depend on: their relocations, their hooks, and the kernel functions that they call.</summary>
/// <remarks>
/// <see cref="Judge"/> returns the column of one kernel; any number of threads may call it at once. The caller owns the programs, and must not dispose them
/// while the matrix is in use.
/// </remarks>
public sealed class CoreMatrix
{
    private readonly ProgramJudge[] _judges;

    /// <summary>Reads what programs depend on.</summary>
    /// <param name="programs">The programs.</param>
    public CoreMatrix(IReadOnlyList<BpfObjectFile> programs)
    {
        ArgumentNullException.ThrowIfNull(programs);
        List<CoreSubject> subjects = [];
        _judges = new ProgramJudge[programs.Count];
        for (int i = 0; i < programs.Count; i++)
        {
            _judges[i] = new ProgramJudge(programs[i], i, subjects);
        }

        Subjects = [.. subjects];
    }

    /// <summary>
    /// Returns everything that the programs depend on. Each program lists its relocations in file order, then its hooks, then the symbols it uses.
    /// </summary>
    public ImmutableArray<CoreSubject> Subjects { get; }

    /// <summary>Looks for every subject in a kernel.</summary>
    /// <param name="kernelName">The kernel's name in the table.</param>
    /// <param name="kernel">The kernel, with the modules to search.</param>
    /// <returns>The column. The cell of a damaged relocation holds an error; the other relocations are still resolved.</returns>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public CoreMatrixColumn Judge(string kernelName, BtfCollection kernel)
    {
        ArgumentNullException.ThrowIfNull(kernelName);
        ArgumentNullException.ThrowIfNull(kernel);
        var resolver = new CoreResolver(kernel);
        var hooks = new HookSearch(kernel);
        var cells = new CoreMatrixCell[Subjects.Length];
        bool asksModules = false;
        int at = 0;
        foreach (ProgramJudge judge in _judges)
        {
            Span<CoreMatrixCell> own = cells.AsSpan(at, judge.Count);
            asksModules |= judge.Judge(resolver, hooks, own);
            at += own.Length;
        }

        return new CoreMatrixColumn(kernelName, [.. cells], asksModules);
    }

    /// <summary>Returns whether some kernels differ in a subject.</summary>
    /// <param name="subject">The subject's index in <see cref="Subjects"/>.</param>
    /// <param name="columns">The kernels.</param>
    public static bool Differs(int subject, IReadOnlyList<CoreMatrixColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        for (int i = 1; i < columns.Count; i++)
        {
            if (columns[i].Cells[subject] != columns[0].Cells[subject])
            {
                return true;
            }
        }

        return false;
    }
}
