using System.Collections.Immutable;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Tells for many kernels what some BPF programs depend on: relocations, what they are attached to, and the kernel's functions that they call.</summary>
/// <remarks>
/// <see cref="Judge"/> gives a column for each kernel and may be called by any number of threads at once. The programs stay the caller's, and must not be
/// disposed before.
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

    /// <summary>Returns all that the programs depend on: of each program its relocations in the order of the file, its hooks, and what it uses by name.</summary>
    public ImmutableArray<CoreSubject> Subjects { get; }

    /// <summary>Looks for everything in a kernel.</summary>
    /// <param name="kernelName">What the kernel is called.</param>
    /// <param name="kernel">The kernel, with those of its modules that are to be asked.</param>
    /// <returns>The column. Damaged relocations have an error in their cells, and the others go on.</returns>
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

    /// <summary>Returns whether something is not the same in all of some kernels.</summary>
    /// <param name="subject">Its place in <see cref="Subjects"/>.</param>
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
