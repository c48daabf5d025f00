using System.Buffers.Binary;

namespace Btf.Core.Programs;

/// <summary>One 8-byte instruction in either byte order (<c>struct bpf_insn</c>). Big-endian programs store the two registers in swapped order.</summary>
internal struct BpfInstruction
{
    /// <summary>The length of an instruction in bytes. A load of a 64-bit immediate takes two.</summary>
    public const int Size = 8;

    /// <summary>The code of a load of a 64-bit immediate.</summary>
    public const byte LoadImmediate64 = 0x18;

    /// <summary>The code of a call.</summary>
    public const byte CallCode = 0x85;

    private const int ClassMask = 0x07;
    private const int SizeMask = 0x18;

    public byte Code;
    public byte Destination;
    public byte Source;
    public short Offset;
    public int Immediate;

    /// <summary>The class of the instruction: arithmetic, load, store or jump.</summary>
    public readonly BpfClass Class => (BpfClass)(Code & ClassMask);

    /// <summary>Whether this and the next 8 bytes load a 64-bit immediate.</summary>
    public readonly bool IsLoadImmediate64 => Code == LoadImmediate64;

    /// <summary>Whether the second operand is the immediate and not a register.</summary>
    public readonly bool HasImmediate => (Code & 0x08) == 0;

    /// <summary>The operation of a jump or of arithmetic.</summary>
    public readonly byte Operation => (byte)(Code & 0xF0);

    /// <summary>How many bytes the instruction loads or stores.</summary>
    public readonly uint MemorySize => (Code & SizeMask) switch
    {
        0x00 => 4,
        0x08 => 2,
        0x10 => 1,
        _ => 8,
    };

    /// <summary>Reads an instruction.</summary>
    public static BpfInstruction Read(ReadOnlySpan<byte> bytes, bool isBigEndian) => new()
    {
        Code = bytes[0],
        Destination = (byte)(isBigEndian ? bytes[1] >> 4 : bytes[1] & 0x0F),
        Source = (byte)(isBigEndian ? bytes[1] & 0x0F : bytes[1] >> 4),
        Offset = isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadInt16LittleEndian(bytes[2..]),
        Immediate = isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
    };

    /// <summary>Writes the instruction.</summary>
    public readonly void Write(Span<byte> bytes, bool isBigEndian)
    {
        bytes[0] = Code;
        bytes[1] = (byte)(isBigEndian ? Destination << 4 | Source : Source << 4 | Destination);
        if (isBigEndian)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes[2..], Offset);
            BinaryPrimitives.WriteInt32BigEndian(bytes[4..], Immediate);
        }
        else
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes[2..], Offset);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Immediate);
        }
    }

    /// <summary>Sets how many bytes the instruction loads or stores; false if no instruction has that width.</summary>
    public bool TrySetMemorySize(uint bytes)
    {
        int size = bytes switch
        {
            1 => 0x10,
            2 => 0x08,
            4 => 0x00,
            8 => 0x18,
            _ => -1,
        };
        if (size >= 0)
        {
            Code = (byte)((Code & ~SizeMask) | size);
        }

        return size >= 0;
    }
}
