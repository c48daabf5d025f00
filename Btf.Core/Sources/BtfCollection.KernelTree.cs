using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed partial class BtfCollection
{
    /// <summary>
    /// Opens a kernel and every module in a directory tree: <c>/usr/lib/modules/RELEASE</c>, or where a kernel was built. The modules are opened at once, on
    /// all processors.
    /// </summary>
    /// <param name="path">
    /// The directory. Each file in it or below it whose name ends with <c>.ko</c>, or with <c>.ko</c> and the suffix of a compression, is a module. Its name is the
    /// part before <c>.ko</c>, with underscores for hyphens, as the kernel writes it. If several modules have the same name, the one in <c>updates</c> counts, as for
    /// <c>modprobe</c>, else the first in the order of paths. Links to directories are not followed.
    /// </param>
    /// <param name="options">The kernel's file, how to open files, and a callback for progress; null for the defaults.</param>
    /// <returns>The collection, which the caller disposes. Its <see cref="Failures"/> list modules without BTF, and others that could not be opened.</returns>
    /// <remarks>
    /// Unless <see cref="BtfKernelTreeOptions.VmlinuxPath"/> names it, the kernel is the first of these files that has BTF: <c>vmlinux</c>,
    /// <c>vmlinux-RELEASE</c>, <c>build/vmlinux</c>, <c>kernel/vmlinux</c> and <c>vmlinuz</c> in the directory, RELEASE being the directory's name;
    /// <c>/sys/kernel/btf/vmlinux</c> where that release is running; <c>/boot/vmlinux-RELEASE</c>, <c>/usr/lib/debug/boot/vmlinux-RELEASE</c>,
    /// <c>/usr/lib/debug/lib/modules/RELEASE/vmlinux</c> and <c>/boot/vmlinuz-RELEASE</c>. Most distributions compress modules: formats other than gzip
    /// need <c>BtfCompression.Register()</c> of the package Btf.Compression.
    /// </remarks>
    /// <exception cref="IOException">There is no such directory, no kernel with BTF, or it cannot be read; the message says what is wrong with each place.</exception>
    /// <exception cref="BtfFormatException">The kernel that <see cref="BtfKernelTreeOptions.VmlinuxPath"/> names has no valid BTF.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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

    /// <summary>Opens a kernel and every module in a directory tree, and reports what is wrong instead of throwing. See <see cref="OpenKernelTree"/>.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="result">The collection, which the caller disposes.</param>
    /// <param name="error">What is wrong with the directory or with the kernel; what cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The kernel's file, how to open files, and a callback for progress; null for the defaults.</param>
    /// <returns>Whether the kernel could be opened.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
