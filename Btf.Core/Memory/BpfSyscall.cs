using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Makes the system call <c>bpf(2)</c>, as far as BTF needs it. Each call returns 0 or the error number.</summary>
/// <remarks>
/// C libraries have no function for this call, so it is made by number. The structures are parts of <c>union bpf_attr</c> in <c>include/uapi/linux/bpf.h</c>,
/// which is the same on every architecture.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe partial class BpfSyscall
{
    public const int NoEntry = 2;
    public const int TryAgain = 11;
    public const int NotPermitted = 1;
    public const int NoSpace = 28;
    public const int NotImplemented = 38;

    private static readonly nint _number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.X86 => 357,
        Architecture.Arm or Architecture.Armv6 => 386,
        Architecture.S390x => 351,
        Architecture.Ppc64le => 361,

        // The number on newer architectures: arm64, riscv64, loongarch64.
        _ => 280,
    };

    /// <summary>Finds the next id after another one, among the objects of a command's kind; <see cref="NoEntry"/> after the last.</summary>
    public static int GetNextId(BpfCommand command, uint id, out uint next)
    {
        var ids = new IdAttributes { Id = id };
        int result = Call(command, &ids, sizeof(IdAttributes));
        next = ids.NextId;
        return result < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>Opens an object by its id.</summary>
    public static int Open(BpfCommand command, uint id, out int descriptor)
    {
        var ids = new IdAttributes { Id = id };
        descriptor = Call(command, &ids, sizeof(IdAttributes));
        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>Opens a pinned object by its path.</summary>
    public static int OpenPinned(string path, out int descriptor)
    {
        byte[] utf8 = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* start = utf8)
        {
            var pin = new PinAttributes { Path = (ulong)start };
            descriptor = Call(BpfCommand.ObjectGet, &pin, sizeof(PinAttributes));
        }

        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>Reads a map's value under a key, or the key after it. The kernel writes a whole value or key, so the caller checks the lengths first.</summary>
    public static int AskMap(BpfCommand command, int descriptor, ReadOnlySpan<byte> key, Span<byte> result)
    {
        fixed (byte* keyStart = key, resultStart = result)
        {
            var element = new ElementAttributes { Descriptor = (uint)descriptor, Key = (ulong)keyStart, Result = (ulong)resultStart };
            return Call(command, &element, sizeof(ElementAttributes)) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <summary>Reads the kernel's information about a BTF object.</summary>
    /// <param name="descriptor">The object.</param>
    /// <param name="data">Receives the data, from its start, as far as it fits.</param>
    /// <param name="name">Receives the name and the zero byte after it.</param>
    /// <param name="info">The length of all the data, the id, and whether the object is the kernel's.</param>
    public static int GetInfo(int descriptor, Span<byte> data, Span<byte> name, out BtfInfo info)
    {
        // In bounds: the kernel gets the length of each buffer.
        fixed (byte* dataStart = data, nameStart = name)
        {
            info = new BtfInfo { Data = (ulong)dataStart, Size = (uint)data.Length, Name = (ulong)nameStart, NameLength = (uint)name.Length };
            fixed (BtfInfo* start = &info)
            {
                return GetInfo(descriptor, start, sizeof(BtfInfo));
            }
        }
    }

    /// <summary>Reads the start of the kernel's information about a program or a map. Fields that the kernel does not fill stay zero.</summary>
    public static int GetInfo(int descriptor, Span<byte> info)
    {
        fixed (byte* start = info)
        {
            return GetInfo(descriptor, start, info.Length);
        }
    }

    /// <summary>Reads the kernel's information about a program, and its function and line records.</summary>
    /// <param name="descriptor">The program.</param>
    /// <param name="functions">Receives the function records, as far as they fit.</param>
    /// <param name="lines">Receives the line records, as far as they fit.</param>
    /// <param name="info">
    /// The numbers and lengths of the records. If a buffer is not empty, they must be those of an earlier call, and are the numbers of written records afterwards.
    /// </param>
    public static int GetProgramInfo(int descriptor, Span<byte> functions, Span<byte> lines, ref ProgramInfo info)
    {
        // In bounds: the kernel writes no more records than the counts allow, and the caller made the buffers for these counts.
        fixed (byte* functionStart = functions, lineStart = lines)
        {
            info = info with { Functions = (ulong)functionStart, Lines = (ulong)lineStart };
            fixed (ProgramInfo* start = &info)
            {
                return GetInfo(descriptor, start, sizeof(ProgramInfo));
            }
        }
    }

    /// <summary>Loads BTF data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="log">Receives the verifier's log; empty if, and only if, the level is 0.</param>
    /// <param name="logLevel">The level of detail.</param>
    /// <param name="descriptor">The object, if the kernel accepts the data.</param>
    /// <param name="logLength">The number of bytes that the whole log needs; 0 if the kernel does not tell (before Linux 6.4).</param>
    public static int Load(ReadOnlySpan<byte> data, Span<byte> log, uint logLevel, out int descriptor, out uint logLength)
    {
        fixed (byte* dataStart = data, logStart = log)
        {
            var load = new LoadAttributes
            {
                Data = (ulong)dataStart,
                Log = (ulong)logStart,
                Size = (uint)data.Length,
                LogSize = (uint)log.Length,
                LogLevel = logLevel,
            };
            descriptor = Call(BpfCommand.BtfLoad, &load, sizeof(LoadAttributes));
            logLength = load.LogTrueSize;
        }

        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    private static int GetInfo(int descriptor, void* info, int length)
    {
        var attributes = new InfoAttributes { Descriptor = (uint)descriptor, Length = (uint)length, Info = (ulong)info };
        return Call(BpfCommand.ObjectGetInfoByDescriptor, &attributes, sizeof(InfoAttributes)) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    private static int Call(BpfCommand command, void* attributes, int size) => (int)Syscall(_number, (nint)command, attributes, size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint command, void* attributes, nint size);

    /// <summary><c>struct bpf_btf_info</c>, with a name since Linux 5.11.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BtfInfo
    {
        public ulong Data;
        public uint Size;
        public uint Id;
        public ulong Name;
        public uint NameLength;
        public uint IsKernel;
    }

    /// <summary>The parts of <c>struct bpf_prog_info</c> that describe a program's function and line records, since Linux 5.0.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 176)]
    public struct ProgramInfo
    {
        [FieldOffset(128)]
        public uint BtfId;

        [FieldOffset(132)]
        public uint FunctionLength;

        [FieldOffset(136)]
        public ulong Functions;

        [FieldOffset(144)]
        public uint FunctionCount;

        [FieldOffset(148)]
        public uint LineCount;

        [FieldOffset(152)]
        public ulong Lines;

        [FieldOffset(172)]
        public uint LineLength;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IdAttributes
    {
        public uint Id;
        public uint NextId;
        public uint OpenFlags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PinAttributes
    {
        public ulong Path;
        public uint Descriptor;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ElementAttributes
    {
        public uint Descriptor;
        public ulong Key;
        public ulong Result;
        public ulong Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct InfoAttributes
    {
        public uint Descriptor;
        public uint Length;
        public ulong Info;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct LoadAttributes
    {
        public ulong Data;
        public ulong Log;
        public uint Size;
        public uint LogSize;
        public uint LogLevel;
        public uint LogTrueSize;
    }
}
