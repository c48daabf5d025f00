using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>Finds and opens a kernel's BTF under a root directory. See <see cref="KernelBtf"/>.</summary>
internal sealed class KernelFiles
{
    // The order of libbpf's btf__load_vmlinux_btf; {0} is the release from uname -r.
    private static readonly string[] _fallbacks =
    [
        "boot/vmlinux-{0}",
        "lib/modules/{0}/vmlinux-{0}",
        "lib/modules/{0}/build/vmlinux",
        "usr/lib/modules/{0}/kernel/vmlinux",
        "usr/lib/debug/boot/vmlinux-{0}",
        "usr/lib/debug/boot/vmlinux-{0}.debug",
        "usr/lib/debug/lib/modules/{0}/vmlinux",
    ];

    private readonly string _root;
    private readonly bool _isLinux;

    /// <summary>Describes a system.</summary>
    /// <param name="root">Its root directory.</param>
    /// <param name="isLinux">Whether it runs Linux. Another system has no BTF.</param>
    public KernelFiles(string root, bool isLinux)
    {
        _root = root;
        _isLinux = isLinux;
    }

    /// <summary>The running system.</summary>
    public static KernelFiles Running { get; } = new("/", OperatingSystem.IsLinux());

    /// <summary>The error of a system that is not Linux.</summary>
    public static BtfError Elsewhere => SourceError.Unreadable("Only a Linux kernel has BTF; this system is another");

    private string BtfDirectory => Path.Combine(_root, "sys/kernel/btf");

    /// <summary>Reads the running kernel's release, as <c>uname -r</c> prints it.</summary>
    /// <param name="root">The system's root directory.</param>
    /// <param name="release">The release.</param>
    /// <param name="complaint">The reason if it cannot be read.</param>
    public static bool TryReadRelease(string root, [NotNullWhen(true)] out string? release, [NotNullWhen(false)] out string? complaint)
    {
        string path = Path.Combine(root, "proc/sys/kernel/osrelease");
        try
        {
            release = File.ReadAllText(path).Trim();
            complaint = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            release = null;
            complaint = $"{path}, which names the release: {e.Message.TrimEnd('.')}";
        }

        return release is not null;
    }

    /// <summary>Opens the first place that has the kernel's BTF. The error lists each place and its reason.</summary>
    public bool TryOpen([NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options)
    {
        result = null;
        if (!IsSupported(out error))
        {
            return false;
        }

        List<string> complaints = [];
        foreach (string path in Places(complaints))
        {
            if (BtfObject.TryOpen(path, out result, out error, options))
            {
                return true;
            }

            complaints.Add($"{path}: {(Path.Exists(path) ? error.Message.TrimEnd('.') : "there is no such file")}");
        }

        error = SourceError.Unreadable($"No BTF of the running kernel could be opened. {string.Join("; ", complaints)}");
        return false;
    }

    /// <summary>Opens a module over the given kernel, or over a kernel that it opens and the module's object disposes.</summary>
    public bool TryOpenModule(string name, BtfObject? kernel, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options)
    {
        string file = FileName(name);
        string path = Path.Combine(BtfDirectory, file);
        result = null;
        if (!IsSupported(out error))
        {
            return false;
        }

        if (kernel is not null)
        {
            return BtfObject.TryOpenSplit(path, kernel, out result, out error, options);
        }

        if (!TryOpenBaseOf(file, out BtfObject? own, out error, options))
        {
            return false;
        }

        if (BtfObject.TryOpenSplit(path, own, out result, out error, options))
        {
            result.OwnBase();
            return true;
        }

        own.Dispose();
        return false;
    }

    /// <summary>Opens the kernel and all of its modules.</summary>
    public bool TryOpenAll([NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfOpenOptions? options)
    {
        result = null;
        return IsSupported(out error) && BtfCollection.TryOpenDirectory(BtfDirectory, out result, out error, options);
    }

    /// <summary>Throws the error that a form without exceptions has reported.</summary>
    [DoesNotReturn]
    public void Throw(BtfError error)
    {
        if (!_isLinux)
        {
            throw new PlatformNotSupportedException(error.Message);
        }

        SourceError.Throw(error);
    }

    /// <summary>Returns the name of a module's file: the kernel writes modules' names with underscores, and modprobe reads hyphens as underscores.</summary>
    private static string FileName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "." or ".." or BtfCollection.BaseName || name.AsSpan().ContainsAny('/', '\0'))
        {
            ThrowNoModule(name);
        }

        return name.Replace('-', '_');
    }

    [DoesNotReturn]
    private static void ThrowNoModule(string name) => throw new ArgumentException($"'{name}' is no module's name.", nameof(name));

    /// <summary>Opens the base of a file of the directory: for <c>NAME.inline</c> the module NAME, else the kernel.</summary>
    private bool TryOpenBaseOf(string file, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options)
    {
        if (InlineFile.BaseNameOf(file) is not { } module || module == BtfCollection.BaseName)
        {
            return TryOpen(out result, out error, options);
        }

        // A module's own name has no dot, so the recursion ends here.
        result = null;
        error = SourceError.Unreadable($"No module is named '{file}'");
        return InlineFile.BaseNameOf(module) is null && TryOpenModule(module, null, out result, out error, options);
    }

    private bool IsSupported(out BtfError error)
    {
        error = _isLinux ? default : Elsewhere;
        return _isLinux;
    }

    private IEnumerable<string> Places(List<string> complaints)
    {
        yield return Path.Combine(BtfDirectory, BtfCollection.BaseName);

        if (!TryReadRelease(_root, out string? release, out string? complaint))
        {
            complaints.Add(complaint);
            yield break;
        }

        foreach (string fallback in _fallbacks)
        {
            yield return Path.Combine(_root, fallback.Replace("{0}", release, StringComparison.Ordinal));
        }
    }
}
