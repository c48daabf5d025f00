using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>
/// Extracts the part of a kernel's BTF that the CO-RE relocations of some programs need. On a machine whose kernel has no BTF, the programs are loaded with
/// this part, and get the same values as from the full BTF.
/// </summary>
/// <remarks>
/// The part holds the types that the relocations match, the members that they name, and the types that give these a size. Ids are new, so a program that
/// asks for the id of a kernel's type (<c>bpf_core_type_id_kernel</c>) gets the new one. If pointers take 4 bytes, <c>long</c> is kept to show it.
/// </remarks>
public static class BtfMinimizer
{
    /// <summary>
    /// Extracts the part of one object that programs need. See <see cref="Create(BtfObject, IReadOnlyList{BtfExtension}, BtfMinimizerOptions)"/>.
    /// </summary>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="programs">The programs.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    /// <example>
    /// <code>
    /// using BtfExtension program = BtfExtension.Open("prog.bpf.o");
    /// using BtfMinimization part = BtfMinimizer.Create(kernel, [program]);
    /// File.WriteAllBytes("min.btf", part.Result.RawData);
    /// </code>
    /// </example>
    public static BtfMinimization Create(BtfObject kernel, IReadOnlyList<BtfExtension> programs) => Create(kernel, programs, null);

    /// <summary>Extracts the part of one object that programs need.</summary>
    /// <param name="kernel">The kernel's types. The bases of a split object count as well; the result has no base.</param>
    /// <param name="programs">The programs.</param>
    /// <param name="options">What is kept; null for the defaults.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public static BtfMinimization Create(BtfObject kernel, IReadOnlyList<BtfExtension> programs, BtfMinimizerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Create(new CoreResolver(kernel), programs, options);
    }

    /// <summary>Extracts the part of a kernel and its modules that programs need, as one object without a base.</summary>
    /// <param name="kernel">The kernel and its modules. Modules are searched only for types that the kernel itself does not have.</param>
    /// <param name="programs">The programs.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public static BtfMinimization Create(BtfCollection kernel, IReadOnlyList<BtfExtension> programs) => Create(kernel, programs, null);

    /// <summary>
    /// Extracts the part of a kernel and its modules that programs need. See <see cref="Create(BtfCollection, IReadOnlyList{BtfExtension})"/>.
    /// </summary>
    /// <param name="kernel">The kernel and its modules.</param>
    /// <param name="programs">The programs.</param>
    /// <param name="options">What is kept; null for the defaults.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public static BtfMinimization Create(BtfCollection kernel, IReadOnlyList<BtfExtension> programs, BtfMinimizerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Create(new CoreResolver(kernel), programs, options);
    }

    private static BtfMinimization Create(CoreResolver resolver, IReadOnlyList<BtfExtension> programs, BtfMinimizerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(programs);
        bool likeBpftool = options?.LikeBpftool ?? false;
        var marks = new MinimalMarks(likeBpftool);
        List<BtfMinimizerFailure> failures = [];
        resolver.Observer = marks;
        for (int i = 0; i < programs.Count; i++)
        {
            resolver.Prepare(programs[i]);
            foreach (BtfCoreRelocation relocation in programs[i].CoreRelocations)
            {
                if (relocation.Kind == BtfCoreRelocationKind.LocalTypeId)
                {
                    // The value is an id in the program's own BTF.
                    continue;
                }

                CoreResolution resolution = resolver.Resolve(relocation);
                if (!resolution.Error.IsNone)
                {
                    failures.Add(new BtfMinimizerFailure(i, resolution.Error.Message));
                }
                else if (marks.TakeRefusal() is { } refusal)
                {
                    failures.Add(new BtfMinimizerFailure(i, $"bpftool refuses {relocation}: {refusal}."));
                }
            }
        }

        if (!likeBpftool)
        {
            marks.KeepPointerSize(resolver.Target);
        }

        BtfObject result = MinimalWriter.Write(marks, [resolver.Target, .. marks.Objects], inNativeOrder: likeBpftool);
        return new BtfMinimization(result, [.. failures]);
    }
}
