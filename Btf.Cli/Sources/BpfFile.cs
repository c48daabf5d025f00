using System.Buffers.Binary;

namespace Btf.Cli;

/// <summary>Distinguishes BPF object files from kernels by their ELF header (<c>elf(5)</c>).</summary>
internal static class BpfFile
{
    private const int ByteOrderAt = 5;
    private const int MachineAt = 18;
    private const int HeadLength = 20;
    private const byte BigEndian = 2;
    private const ushort Bpf = 247;

    /// <summary>Whether a file in an archive has the name of a BPF object file.</summary>
    public static bool IsObjectName(string name) => name.EndsWith(".o", StringComparison.Ordinal);

    /// <summary>Whether a path leads to an ELF file for BPF. False for any other file, and for a file that cannot be read.</summary>
    public static bool IsObject(string path)
    {
        try
        {
            if (InputFile.IsUnreadStream(path) || !File.Exists(InputFile.PathOf(path)))
            {
                return false;
            }

            using FileStream file = InputFile.OpenRead(path);
            Span<byte> head = stackalloc byte[HeadLength];
            return file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) == HeadLength && head.StartsWith("\u007fELF"u8)
                && (head[ByteOrderAt] == BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(head[MachineAt..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[MachineAt..])) == Bpf;
        }
        catch (ToolException)
        {
            return false;
        }
    }
}
