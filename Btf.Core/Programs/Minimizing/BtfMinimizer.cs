using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>
/// Makes the part of a kernel's BTF that the CO-RE relocations of some programs need. A program that is loaded with it relocates to the same values as with
/// the kernel's own BTF, on a machine whose kernel has none.
/// </summary>
/// <remarks>
/// Kept are the types that the relocations match, with the members that they name, and what these need to have a size. Ids are new, so a program that asks
/// for the id of a kernel's type (<c>bpf_core_type_id_kernel</c>) gets that of the part. Where pointers take 4 bytes, <c>long</c> is kept: it tells readers so.
/// </remarks>
public static class BtfMinimizer
{
    /// <summary>Makes the part of one object that programs need. See <see cref="Create(BtfObject, IReadOnlyList{BtfExtension}, BtfMinimizerOptions)"/>.</summary>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="programs">The programs.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public static BtfMinimization Create(BtfObject kernel, IReadOnlyList<BtfExtension> programs) => Create(kernel, programs, null);

    /// <summary>Makes the part of one object that programs need.</summary>
    /// <param name="kernel">The kernel's types. Of a split object the bases count too, and the result stands alone.</param>
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

    /// <summary>Makes the part of a kernel and its modules that programs need: one object without bases, which holds what is needed of each.</summary>
    /// <param name="kernel">The kernel and its modules, which are asked only for types that the kernel itself does not have.</param>
    /// <param name="programs">The programs.</param>
    /// <returns>The new object, which the caller disposes, and the records that cannot be resolved.</returns>
    /// <exception cref="BtfFormatException">A type that is kept refers to a type or name that does not exist.</exception>
    /// <exception cref="ObjectDisposedException">The kernel or a program is disposed.</exception>
    public static BtfMinimization Create(BtfCollection kernel, IReadOnlyList<BtfExtension> programs) => Create(kernel, programs, null);

    /// <summary>Makes the part of a kernel and its modules that programs need. See <see cref="Create(BtfCollection, IReadOnlyList{BtfExtension})"/>.</summary>
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
                    // That is an id of the program's own.
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
