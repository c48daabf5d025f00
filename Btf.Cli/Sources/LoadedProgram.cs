using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Btf.Cli;

/// <summary>Reads the functions and source lines of a BPF program that the running kernel has loaded from <c>bpf(2)</c>.</summary>
internal static partial class LoadedProgram
{
    private const int OpenById = 13;
    private const int ReadInformation = 15;
    private const int Failed = -1;

    // Offsets in struct bpf_prog_info of include/uapi/linux/bpf.h.
    private const int InformationLength = 176;
    private const int FunctionRecordAt = 132;
    private const int FunctionsAt = 136;
    private const int FunctionCountAt = 144;
    private const int LineCountAt = 148;
    private const int LinesAt = 152;
    private const int LineRecordAt = 172;

    // The header and the records of .BTF.ext: Documentation/bpf/btf.rst.
    private const ushort Magic = 0xEB9F;
    private const int HeaderLength = 24;
    private const int PartHeadLength = 12;
    private const int InstructionLength = 8;

    /// <summary>Returns the content of a <c>.BTF.ext</c> section with the records that the kernel keeps: without names of sections and without relocations.</summary>
    /// <param name="id">The program's id.</param>
    /// <exception cref="ToolException">There is no such program, or the permission to ask for it is missing.</exception>
    public static byte[] ReadExtension(uint id)
    {
        Span<byte> information = stackalloc byte[InformationLength];
        using SafeFileHandle program = Open(id);
        Read(program, id, information);
        int functionRecord = (int)BitConverter.ToUInt32(information[FunctionRecordAt..]);
        int lineRecord = (int)BitConverter.ToUInt32(information[LineRecordAt..]);
        byte[] functions = Pinned(checked(functionRecord * (int)BitConverter.ToUInt32(information[FunctionCountAt..])));
        byte[] lines = Pinned(checked(lineRecord * (int)BitConverter.ToUInt32(information[LineCountAt..])));
        Span<byte> asked = stackalloc byte[InformationLength];
        information.Slice(FunctionRecordAt, sizeof(uint)).CopyTo(asked[FunctionRecordAt..]);
        information.Slice(FunctionCountAt, 2 * sizeof(uint)).CopyTo(asked[FunctionCountAt..]);
        information.Slice(LineRecordAt, sizeof(uint)).CopyTo(asked[LineRecordAt..]);
        WriteAddress(asked[FunctionsAt..], functions);
        WriteAddress(asked[LinesAt..], lines);
        Read(program, id, asked);
        return Section(functions, functionRecord, lines, lineRecord);
    }

    private static byte[] Section(byte[] functions, int functionRecord, byte[] lines, int lineRecord)
    {
        int functionLength = PartLength(functions);
        byte[] section = new byte[HeaderLength + functionLength + PartLength(lines)];
        BitConverter.TryWriteBytes(section, Magic);
        section[2] = 1;
        uint[] header = [HeaderLength, 0, (uint)functionLength, (uint)functionLength, (uint)PartLength(lines)];
        MemoryMarshal.AsBytes(header.AsSpan()).CopyTo(section.AsSpan(sizeof(uint)));
        WritePart(section.AsSpan(HeaderLength), functions, functionRecord);
        WritePart(section.AsSpan(HeaderLength + functionLength), lines, lineRecord);
        return section;
    }

    private static int PartLength(byte[] records) => records.Length == 0 ? 0 : PartHeadLength + records.Length;

    private static void WritePart(Span<byte> part, byte[] records, int length)
    {
        if (records.Length == 0)
        {
            return;
        }

        uint[] head = [(uint)length, 0, (uint)(records.Length / length)];
        MemoryMarshal.AsBytes(head.AsSpan()).CopyTo(part);
        records.CopyTo(part[PartHeadLength..]);
        for (int at = PartHeadLength; at < PartHeadLength + records.Length; at += length)
        {
            // The kernel's offsets count instructions, those of the section count bytes.
            BitConverter.TryWriteBytes(part[at..], BitConverter.ToUInt32(part[at..]) * InstructionLength);
        }
    }

    private static SafeFileHandle Open(uint id)
    {
        Span<uint> attributes = [id, 0, 0];
        nint descriptor = Call(OpenById, MemoryMarshal.AsBytes(attributes));
        return descriptor != Failed ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure(id);
    }

    private static void Read(SafeFileHandle program, uint id, Span<byte> information)
    {
        byte[] copy = Pinned(information.Length);
        information.CopyTo(copy);
        Span<byte> attributes = stackalloc byte[16];
        BitConverter.TryWriteBytes(attributes, (uint)program.DangerousGetHandle());
        BitConverter.TryWriteBytes(attributes[4..], (uint)copy.Length);
        WriteAddress(attributes[8..], copy);
        if (Call(ReadInformation, attributes) == Failed)
        {
            throw Failure(id);
        }

        copy.CopyTo(information);
    }

    /// <summary>Allocates memory that does not move while the kernel writes to it.</summary>
    private static byte[] Pinned(int length) => GC.AllocateArray<byte>(length, pinned: true);

    private static void WriteAddress(Span<byte> destination, byte[] pinned) =>
        BitConverter.TryWriteBytes(destination, (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0));

    private static ToolException Failure(uint id) => new(ExitCode.Unreadable, $"program {id}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    private static nint Call(int command, Span<byte> attributes)
    {
        // bpf(2) has one number on x86-64, another on all newer architectures.
        nint number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;
        return Syscall(number, command, attributes, attributes.Length);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint command, Span<byte> attributes, nint size);
}
