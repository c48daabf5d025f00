using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>
/// Programs and files of the machine that tests compare with. If one is missing, the test is skipped with the reason, or fails if
/// <c>BTF_REQUIRE_ORACLES=1</c> requires all of them.
/// </summary>
public static class Oracles
{
    private const string KernelBtfPath = "/sys/kernel/btf/vmlinux";
    private static readonly string[] _libbpfNames = ["libbpf.so.1", "libbpf.so"];
    private static readonly Lazy<nint> _libbpfHandle = new(LoadLibbpf);
    private static readonly Lazy<string> _python = new(() => ProcessRunner.Run(FindProgram("python3")!, "-c", "import sys; print(sys.executable)").Text.Trim());

    public static bool Required => Environment.GetEnvironmentVariable("BTF_REQUIRE_ORACLES") == "1";

    public static string KernelBtf() =>
        File.Exists(KernelBtfPath) ? KernelBtfPath : Missing<string>($"The running kernel has no {KernelBtfPath}.");

    public static string Bpftool() => Program("bpftool");

    public static string Pahole() => Program("pahole");

    public static string Clang() => Program("clang");

    /// <summary>Returns the path of Python's interpreter itself: the program of that name may be a script that looks for it at every start.</summary>
    public static string Python()
    {
        _ = Program("python3");
        return _python.Value;
    }

    /// <summary>Requires the tools with which the SDK links native code on Linux: a compiler and zlib.</summary>
    public static void NativeToolchain()
    {
        if (FindProgram("clang") is null && FindProgram("gcc") is null)
        {
            Missing("Neither clang nor gcc is installed.");
        }

        if (!File.Exists("/usr/include/zlib.h"))
        {
            Missing("zlib's development files (zlib1g-dev) are not installed.");
        }
    }

    /// <summary>Returns the handle of the loaded libbpf, 1.0 or later.</summary>
    public static nint Libbpf() =>
        _libbpfHandle.Value != 0 ? _libbpfHandle.Value : Missing<nint>("libbpf.so.1 cannot be loaded.");

    /// <summary>Skips the test with the reason, or fails it if oracles are required.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Required)
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
    }

    [DoesNotReturn]
    private static T Missing<T>(string reason)
    {
        Missing(reason);
        return default;
    }

    /// <summary>Returns the path of a program.</summary>
    public static string Program(string name) => FindProgram(name) ?? Missing<string>($"{name} is not installed.");

    /// <summary>Returns the path of a program; null if it is missing.</summary>
    public static string? FindProgram(string name)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin"];
        return folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static nint LoadLibbpf()
    {
        foreach (string name in _libbpfNames)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
