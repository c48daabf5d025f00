using System.Buffers.Binary;
using Btf.Core;

namespace Btf.Explorer.Sources;

/// <summary>What the first bytes of a file say about it.</summary>
internal static class FileForm
{
    private const ushort Magic = 0xeb9f;
    private const int MachineOffset = 18;
    private const ushort BpfMachine = 247;

    /// <summary>Whether it is BTF as such, not packed in anything.</summary>
    public static bool IsBtf(ReadOnlySpan<byte> file) =>
        file.Length >= 2 && (BinaryPrimitives.ReadUInt16LittleEndian(file) == Magic || BinaryPrimitives.ReadUInt16BigEndian(file) == Magic);

    /// <summary>Whether it is an ELF file for the BPF machine.</summary>
    public static bool IsBpfObject(ReadOnlySpan<byte> file)
    {
        if (file.Length < MachineOffset + 2 || !file.StartsWith("\u007fELF"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> machine = file.Slice(MachineOffset, 2);
        return (file[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(machine) : BinaryPrimitives.ReadUInt16LittleEndian(machine)) == BpfMachine;
    }

    /// <summary>Whether BTF continues that of a base: its strings do not start with the empty one, or its types refer to ids or names that it does not have.</summary>
    public static bool IsSplit(byte[] btf)
    {
        const int large = 2 << 20;
        if (!BtfHeader.TryParse(btf, out BtfHeader header, out _))
        {
            return false;
        }

        long strings = (long)header.HeaderLength + header.StringOffset;
        if (header.StringLength > 0 && strings < btf.Length && btf[strings] != 0)
        {
            return true;
        }

        return btf.Length < large
            && (!BtfObject.TryFromMemory(btf, out BtfObject? alone, out BtfError error) ? error.Code == BtfErrorCode.BadStringSection : Dangles(alone));
    }

    private static bool Dangles(BtfObject btf)
    {
        using (btf)
        {
            return btf.TypeCount > 0 && BtfVerifier.Verify(btf).Code is BtfFindingCode.NoSuchType or BtfFindingCode.NameOffsetOutOfRange or BtfFindingCode.MemberNameOffsetOutOfRange;
        }
    }
}
