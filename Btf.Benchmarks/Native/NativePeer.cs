using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Btf.Benchmarks;

/// <summary>The C side, compiled from <c>peer.c</c> on first use with the machine's own compiler.</summary>
internal static class NativePeer
{
    private static readonly Lazy<(nint Library, bool HasLibbpf)> Built = new(Build);

    /// <summary>Whether libbpf was there to compile against.</summary>
    public static bool HasLibbpf => Built.Value.HasLibbpf;

    /// <summary>The address of a function of <c>peer.c</c>.</summary>
    public static nint Function(string name) => NativeLibrary.GetExport(Built.Value.Library, name);

    /// <summary>The address of a function of <c>peer.c</c>; 0 where one of the sides does not have it.</summary>
    public static nint TryFunction(string name) => NativeLibrary.TryGetExport(Built.Value.Library, name, out nint address) ? address : 0;

    private static (nint Library, bool HasLibbpf) Build()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Native", "peer.c");
        string target = Path.Combine(Path.GetTempPath(), $"btf-peer-{Environment.ProcessId}.so");
        bool hasLibbpf = Compile(source, target, "-lbpf");
        if (!hasLibbpf)
        {
            Console.Error.WriteLine("Without libbpf, which is compared with when it is there: apt-get install libbpf-dev");
            if (!Compile(source, target, "-DWITHOUT_LIBBPF"))
            {
                throw new InvalidOperationException("peer.c does not compile: is gcc installed?");
            }
        }

        nint library = NativeLibrary.Load(target);
        File.Delete(target);
        return (library, hasLibbpf);
    }

    private static bool Compile(string source, string target, string option)
    {
        var start = new ProcessStartInfo("gcc", ["-O2", "-shared", "-fPIC", "-o", target, source, option]) { RedirectStandardError = true };
        using Process gcc = Process.Start(start)!;
        gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        return gcc.ExitCode == 0;
    }
}
