using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>Opens the BTF of the kernel that runs this process.</summary>
/// <remarks>
/// A kernel built with <c>CONFIG_DEBUG_INFO_BTF</c> shows its BTF as <c>/sys/kernel/btf/vmlinux</c>, and since Linux 5.11 that of its loaded modules in the
/// same directory. If that file does not exist, <see cref="Open"/> tries the places where distributions keep the kernel's image, like libbpf's
/// <c>btf__load_vmlinux_btf</c>.
/// </remarks>
public static partial class KernelBtf
{
    /// <summary>Opens the running kernel's BTF.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// The method tries these files in order: <c>/sys/kernel/btf/vmlinux</c>, and with the release R from <c>uname -r</c>, <c>/boot/vmlinux-R</c>,
    /// <c>/lib/modules/R/vmlinux-R</c>, <c>/lib/modules/R/build/vmlinux</c>, <c>/usr/lib/modules/R/kernel/vmlinux</c>, <c>/usr/lib/debug/boot/vmlinux-R</c>,
    /// <c>/usr/lib/debug/boot/vmlinux-R.debug</c> and <c>/usr/lib/debug/lib/modules/R/vmlinux</c>. A file that is not BTF does not end the search.
    /// </remarks>
    /// <exception cref="IOException">No place has readable BTF. The message says what is wrong with each place.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <example>
    /// <code>
    /// using BtfObject kernel = KernelBtf.Open();
    /// Console.WriteLine(kernel.FindType("task_struct").SizeInBytes);
    /// </code>
    /// </example>
    public static BtfObject Open(BtfOpenOptions? options = null)
    {
        if (!TryOpen(out BtfObject? result, out BtfError error, options))
        {
            KernelFiles.Running.Throw(error);
        }

        return result;
    }

    /// <summary>Opens the running kernel's BTF, and reports an error instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error, with a reason for each place: always <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    public static bool TryOpen([NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpen(out result, out error, options);

    /// <summary>Opens the BTF of a loaded module from <c>/sys/kernel/btf</c>.</summary>
    /// <param name="name">
    /// The module's name; hyphens count as underscores, as with <c>modprobe</c>. <c>NAME.inline</c> tells where functions of NAME were inlined.
    /// </param>
    /// <param name="kernel">
    /// The kernel's BTF, from <see cref="Open"/>; for <c>NAME.inline</c>, the BTF of NAME. It must stay open as long as the module is used. If it is null, the
    /// method opens it, and the returned object disposes it: pass it if you open several modules.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>
    /// The object, which the caller disposes. The method does not check that the given object is the running kernel's;
    /// <see cref="BtfObject.LooksLikeWrongBase"/> helps to find out.
    /// </returns>
    /// <exception cref="ArgumentException">The name cannot be a file's, or is the kernel's own.</exception>
    /// <exception cref="IOException">The module is not loaded, has no BTF, or its BTF cannot be read.</exception>
    /// <exception cref="BtfFormatException">The file's content is not valid BTF.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    /// <example>
    /// <code>
    /// using BtfObject module = KernelBtf.OpenModule("veth");
    /// Console.WriteLine(module.FindType("veth_priv").SizeInBytes);
    /// </code>
    /// </example>
    public static BtfObject OpenModule(string name, BtfObject? kernel = null, BtfOpenOptions? options = null)
    {
        if (!TryOpenModule(name, kernel, out BtfObject? result, out BtfError error, options))
        {
            KernelFiles.Running.Throw(error);
        }

        return result;
    }

    /// <summary>Opens the BTF of a loaded module, and reports an error instead of throwing. See <see cref="OpenModule"/>.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="kernel">The kernel's BTF; null to open it.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the module is not loaded.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file's, or is the kernel's own.</exception>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    public static bool TryOpenModule(
        string name, BtfObject? kernel, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpenModule(name, kernel, out result, out error, options);

    /// <summary>Opens all of <c>/sys/kernel/btf</c>: the kernel at once, and each module that is loaded now when it is first used.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The collection, which the caller disposes.</returns>
    /// <exception cref="IOException">The kernel has no BTF there, or it cannot be read.</exception>
    /// <exception cref="BtfFormatException">The kernel's BTF is not valid.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <example>
    /// <code>
    /// using BtfCollection all = KernelBtf.OpenAll();
    /// if (all.TryFindType("veth_priv", BtfKind.Struct, out BtfCollectionMatch match))
    /// {
    ///     Console.WriteLine($"{match.Type} is from {match.ObjectName}");
    /// }
    /// </code>
    /// </example>
    public static BtfCollection OpenAll(BtfOpenOptions? options = null)
    {
        if (!TryOpenAll(out BtfCollection? result, out BtfError error, options))
        {
            KernelFiles.Running.Throw(error);
        }

        return result;
    }

    /// <summary>Opens all of <c>/sys/kernel/btf</c>, and reports an error instead of throwing. See <see cref="OpenAll"/>.</summary>
    /// <param name="result">The collection, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the collection was opened.</returns>
    public static bool TryOpenAll([NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpenAll(out result, out error, options);
}
