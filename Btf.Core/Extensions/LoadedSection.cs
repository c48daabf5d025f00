using System.Runtime.InteropServices;

namespace Btf.Core.Extensions;

/// <summary>Makes a <c>.BTF.ext</c> section from the records of a loaded program. See "BTF.ext section" in <c>Documentation/bpf/btf.rst</c>.</summary>
internal static class LoadedSection
{
    private const int HeaderLength = 24;

    // The length of a record, then of the only block its section's name and its number of records.
    private const int PartHeadLength = 12;
    private const uint InstructionLength = 8;

    /// <summary>Returns the section, in the machine's byte order, with one block of each kind. The block's section has no name.</summary>
    public static byte[] Make(in ProgramRecords records)
    {
        int functionLength = PartLength(records.Functions);
        int lineLength = PartLength(records.Lines);
        byte[] section = new byte[HeaderLength + functionLength + lineLength];
        MemoryMarshal.Write(section, BtfHeader.Magic);
        section[2] = 1;
        ReadOnlySpan<uint> header = [HeaderLength, 0, (uint)functionLength, (uint)functionLength, (uint)lineLength];
        MemoryMarshal.AsBytes(header).CopyTo(section.AsSpan(sizeof(uint)));
        WritePart(section.AsSpan(HeaderLength), records.Functions, (int)records.FunctionLength);
        WritePart(section.AsSpan(HeaderLength + functionLength), records.Lines, (int)records.LineLength);
        return section;
    }

    private static int PartLength(byte[] records) => records.Length == 0 ? 0 : PartHeadLength + records.Length;

    private static void WritePart(Span<byte> part, byte[] records, int length)
    {
        if (records.Length == 0)
        {
            return;
        }

        ReadOnlySpan<uint> head = [(uint)length, 0, (uint)(records.Length / length)];
        MemoryMarshal.AsBytes(head).CopyTo(part);
        Span<byte> copy = part.Slice(PartHeadLength, records.Length);
        records.CopyTo(copy);
        for (int at = 0; at < copy.Length; at += length)
        {
            // The kernel counts instructions, the section counts bytes.
            MemoryMarshal.Write(copy[at..], MemoryMarshal.Read<uint>(copy[at..]) * InstructionLength);
        }
    }
}
