using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed partial class BtfCollection
{
    /// <summary>
    /// Opens a kernel and every module in a directory tree: <c>/usr/lib/modules/RELEASE</c>, or a kernel's build directory. All processors open modules at the
    /// same time.
    /// </summary>
    /// <param name="path">
    /// The directory. Each file in it or below it whose name ends with <c>.ko</c>, or with <c>.ko</c> and a compression's suffix, is a module. The module's
    /// name is the part before <c>.ko</c>, with hyphens replaced by underscores, as the kernel writes it. If several modules have the same name, the one in
    /// <c>updates</c> counts, as for <c>modprobe</c>, else the first in the order of paths. Links to directories are not followed.
    /// </param>
    /// <param name="options">The kernel's file, how to open files, and a callback for progress; null for the defaults.</param>
    /// <returns>
    /// The collection, which the caller disposes. Its <see cref="Failures"/> list the modules without BTF and those that could not be opened.
    /// </returns>
    /// <remarks>
    /// If <see cref="BtfKernelTreeOptions.VmlinuxPath"/> is null, the kernel is the first of these files that has BTF: <c>vmlinux</c>, <c>vmlinux-RELEASE</c>,
    /// <c>build/vmlinux</c>, <c>kernel/vmlinux</c> and <c>vmlinuz</c> in the directory, whose name is RELEASE; <c>/sys/kernel/btf/vmlinux</c> if that release
    /// is running; <c>/boot/vmlinux-RELEASE</c>, <c>/usr/lib/debug/boot/vmlinux-RELEASE</c>, <c>/usr/lib/debug/lib/modules/RELEASE/vmlinux</c> and
    /// <c>/boot/vmlinuz-RELEASE</c>. Most distributions compress modules: formats other than gzip need <c>BtfCompression.Register()</c> of the package
    /// Btf.Compression.
    /// </remarks>
    /// <exception cref="IOException">
    /// The directory does not exist or cannot be read, or has no kernel with BTF. The message says what is wrong with each place.
    /// </exception>
    /// <exception cref="BtfFormatException">The kernel that <see cref="BtfKernelTreeOptions.VmlinuxPath"/> names has no valid BTF.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the call.</exception>
    /// <example>
    /// <code>
    /// using BtfCollection tree = BtfCollection.OpenKernelTree("/lib/modules/6.12.0");
    /// Console.WriteLine($"{tree.Names.Length} objects, {tree.Failures.Length} modules without BTF");
    /// </code>
    /// </example>
    public static BtfCollection OpenKernelTree(string path, BtfKernelTreeOptions? options = null)
    {
        BadPathException.Check(path);
        if (!TryOpenKernelTree(path, out BtfCollection? result, out BtfError error, options))
        {
            SourceError.Throw(error);
        }

        return result;
    }

    /// <summary>Opens a kernel and every module in a directory tree, and reports an error instead of throwing. See <see cref="OpenKernelTree"/>.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="result">The collection, which the caller disposes.</param>
    /// <param name="error">The error in the directory or the kernel; <see cref="BtfErrorCode.Unreadable"/> if one of them cannot be read.</param>
    /// <param name="options">The kernel's file, how to open files, and a callback for progress; null for the defaults.</param>
    /// <returns>Whether the kernel could be opened.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled the call.</exception>
    public static bool TryOpenKernelTree(
        string path, [NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfKernelTreeOptions? options = null)
    {
        if (BadPathException.Of(path) is { } bad)
        {
            result = null;
            error = SourceError.Unreadable(bad.Message);
            return false;
        }

        return TryOpenKernelTree(new KernelTree(path, "/"), out result, out error, options ?? new BtfKernelTreeOptions());
    }

    internal static bool TryOpenKernelTree(KernelTree tree, [NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfKernelTreeOptions options)
    {
        result = null;
        if (!tree.TryListModules(new CompressionFormats((options.OpenOptions ?? BtfOpenOptions.Default).Decompressors), out List<CollectionSlot>? modules, out error)
            || !tree.TryOpenVmlinux(options, out BtfObject? vmlinux, out error))
        {
            return false;
        }

        var opened = new BtfCollection(vmlinux, leaveOpen: false, modules, options.OpenOptions);
        try
        {
            opened.LoadInParallel(options);
            result = opened;
        }
        finally
        {
            if (result is null)
            {
                opened.Dispose();
            }
        }

        return true;
    }

    private void LoadInParallel(BtfKernelTreeOptions options)
    {
        CollectionSlot[] modules = Content.Slots[1..];
        int completed = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxParallelism == 0 ? Environment.ProcessorCount : options.MaxParallelism,
            CancellationToken = options.CancellationToken,
        };
        Parallel.ForEach(modules, parallel, slot =>
        {
            _ = TryGet(slot, out _);
            _ = slot.HasFailed(out BtfError error);
            options.Progress?.Report(new BtfKernelTreeProgress(slot.Name, Interlocked.Increment(ref completed), modules.Length, error));
        });
    }
}
