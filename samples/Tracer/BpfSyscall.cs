using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tracer;

/// <summary>The calls of <c>bpf(2)</c> that the tracer makes. Their arguments are those of <c>union bpf_attr</c> in <c>include/uapi/linux/bpf.h</c>.</summary>
internal static unsafe partial class BpfSyscall
{
    /// <summary>A program on a tracepoint, with plain numbers for arguments.</summary>
    public const uint RawTracepoint = 17;

    /// <summary>A program whose arguments have the kernel's types.</summary>
    public const uint Tracing = 26;

    private const int MapCreate = 0;
    private const int ProgramLoad = 5;
    private const int RawTracepointOpen = 17;
    private const uint AttachTraceRawTracepoint = 23;
    private const int AttributeWords = 36;
    private const int LogLength = 64 * 1024;

    // The number of the system call differs between architectures, and no library has it.
    private static readonly nint _number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;

    /// <summary>Creates a map without keys and values, such as a ring buffer.</summary>
    public static SafeFileHandle CreateMap(uint type, uint maxEntries)
    {
        uint* attributes = stackalloc uint[AttributeWords];
        Clear(attributes);
        attributes[0] = type;
        attributes[3] = maxEntries;
        return Call(MapCreate, attributes, "The map cannot be created");
    }

    /// <summary>Loads a program.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="instructions">Its instructions, relocated.</param>
    /// <param name="attachTypeId">The type in the kernel's BTF that it attaches to; 0 for none.</param>
    public static SafeFileHandle LoadProgram(uint type, ReadOnlySpan<byte> instructions, uint attachTypeId)
    {
        uint* attributes = stackalloc uint[AttributeWords];
        Clear(attributes);
        byte[] log = new byte[LogLength];
        fixed (byte* code = instructions, license = "Dual MIT/GPL\0"u8, text = log)
        {
            attributes[0] = type;
            attributes[1] = (uint)(instructions.Length / 8);
            *(ulong*)(attributes + 2) = (ulong)code;
            *(ulong*)(attributes + 4) = (ulong)license;
            attributes[6] = 1;
            attributes[7] = LogLength;
            *(ulong*)(attributes + 8) = (ulong)text;
            attributes[17] = type == Tracing ? AttachTraceRawTracepoint : 0;
            attributes[27] = attachTypeId;
            try
            {
                return Call(ProgramLoad, attributes, "The program is refused");
            }
            catch (Win32Exception e)
            {
                string reason = Encoding.UTF8.GetString(log.AsSpan(0, Math.Max(0, Array.IndexOf(log, (byte)0))));
                throw new Win32Exception(e.NativeErrorCode, $"{e.Message}\n{reason}");
            }
        }
    }

    /// <summary>Attaches a program to a tracepoint until the handle is disposed.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tracepoint">The tracepoint; null if the program was already loaded for one.</param>
    public static SafeFileHandle Attach(SafeFileHandle program, string? tracepoint)
    {
        uint* attributes = stackalloc uint[AttributeWords];
        Clear(attributes);
        byte[]? name = tracepoint is null ? null : Encoding.UTF8.GetBytes(tracepoint + '\0');
        fixed (byte* text = name)
        {
            *(ulong*)attributes = (ulong)text;
            attributes[2] = (uint)program.DangerousGetHandle();
            return Call(RawTracepointOpen, attributes, "The program cannot be attached");
        }
    }

    private static void Clear(uint* attributes) => new Span<uint>(attributes, AttributeWords).Clear();

    private static SafeFileHandle Call(int command, uint* attributes, string failure)
    {
        nint descriptor = Syscall(_number, command, attributes, AttributeWords * sizeof(uint));
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new Win32Exception(error, $"{failure}: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint command, void* attributes, nint size);
}
