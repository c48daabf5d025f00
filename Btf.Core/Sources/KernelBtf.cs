using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>The BTF of the kernel that runs this process.</summary>
/// <remarks>
/// A kernel built with <c>CONFIG_DEBUG_INFO_BTF</c> shows its BTF as <c>/sys/kernel/btf/vmlinux</c>, and since Linux 5.11 that of its loaded modules beside it. Where
/// there is no such file, <see cref="Open"/> tries the places where distributions keep the kernel's image, as libbpf's
/// <c>btf__load_vmlinux_btf</c> does.
/// </remarks>
public static partial class KernelBtf
{
    /// <summary>Opens the running kernel's BTF.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// In this order: <c>/sys/kernel/btf/vmlinux</c>, and for the release R that <c>uname -r</c> says <c>/boot/vmlinux-R</c>, <c>/lib/modules/R/vmlinux-R</c>,
    /// <c>/lib/modules/R/build/vmlinux</c>, <c>/usr/lib/modules/R/kernel/vmlinux</c>, <c>/usr/lib/debug/boot/vmlinux-R</c>,
    /// <c>/usr/lib/debug/boot/vmlinux-R.debug</c> and <c>/usr/lib/debug/lib/modules/R/vmlinux</c>. A file that is there but is not BTF does not end
    /// the search.
    /// </remarks>
    /// <exception cref="IOException">None of the places has BTF that can be read; the message says for each what is wrong.</exception>
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

    /// <summary>Opens the running kernel's BTF, and reports what is wrong instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong, place by place: always <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    public static bool TryOpen([NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpen(out result, out error, options);

    /// <summary>Opens the BTF of a loaded module from <c>/sys/kernel/btf</c>.</summary>
    /// <param name="name">
    /// The module's name; hyphens stand for underscores, as with <c>modprobe</c>. <c>NAME.inline</c> tells where functions of NAME were inlined.
    /// </param>
    /// <param name="kernel">
    /// The kernel's BTF, which <see cref="Open"/> gives; for <c>NAME.inline</c>, the BTF of NAME. It must stay open as long as the module is used. With null,
    /// the method opens it, and the returned object disposes it: give it where you open several modules.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>
    /// The object, which the caller disposes. That the given kernel is the running one is not checked: <see cref="BtfObject.LooksLikeWrongBase"/> tells.
    /// </returns>
    /// <exception cref="ArgumentException">The name is no file's name, or the kernel's own.</exception>
    /// <exception cref="IOException">No such module is loaded, it has no BTF, or that cannot be read.</exception>
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

    /// <summary>Opens the BTF of a loaded module, and reports what is wrong instead of throwing. See <see cref="OpenModule"/>.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="kernel">The kernel's BTF; null to open it.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; a module that is not loaded is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ArgumentException">The name is no file's name, or the kernel's own.</exception>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    public static bool TryOpenModule(
        string name, BtfObject? kernel, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpenModule(name, kernel, out result, out error, options);

    /// <summary>Opens all of <c>/sys/kernel/btf</c>: the kernel at once, and each module that is loaded now when it is first needed.</summary>
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

    /// <summary>Opens all of <c>/sys/kernel/btf</c>, and reports what is wrong instead of throwing. See <see cref="OpenAll"/>.</summary>
    /// <param name="result">The collection, which the caller disposes.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the collection was opened.</returns>
    public static bool TryOpenAll([NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfOpenOptions? options = null) =>
        KernelFiles.Running.TryOpenAll(out result, out error, options);
}
