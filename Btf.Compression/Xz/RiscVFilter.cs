using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>The filter for RISC-V: <c>JAL</c>, and <c>AUIPC</c> with the next instruction, which has the lower half of the target.</summary>
/// <remarks>
/// The encoder replaced such a pair by an <c>AUIPC</c> of register x2, which holds the second instruction, followed by the target's address. A pair that
/// already looked like this was replaced by another form, to tell it apart.
/// </remarks>
internal sealed class RiscVFilter : BranchFilter
{
    private const int PairLength = 8;
    private const byte JumpAndLink = 0xEF;
    private const uint OpcodeMask = 0x7F;
    private const uint AddUpper = 0x17;
    private const uint AddUpperToX2 = 0x117;
    private const uint UpperMask = 0xFFFF_F000;

    protected override int Decode(Span<byte> code, uint position)
    {
        int i = 0;
        while (i + PairLength <= code.Length)
        {
            Span<byte> pair = code.Slice(i, PairLength);
            uint address = position + (uint)i;
            uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(pair);
            i += (instruction & 0xFF) == JumpAndLink ? DecodeJump(pair, address)
                : (instruction & OpcodeMask) == AddUpper ? DecodePair(pair, instruction, address)
                : 2;
        }

        return i;
    }

    /// <summary>Decodes a jump that links in x1 or x5. The bits of its target are not in order.</summary>
    /// <returns>How many bytes are decoded.</returns>
    private static int DecodeJump(Span<byte> code, uint position)
    {
        if ((code[1] & 0x0D) != 0)
        {
            return 2;
        }

        uint address = (uint)((code[1] & 0xF0) << 13 | code[2] << 9 | code[3] << 1);
        uint distance = address - position;
        code[1] = (byte)((code[1] & 0x0Fu) | (distance >> 8 & 0xF0));
        code[2] = (byte)((distance >> 16 & 0x0F) | (distance >> 7 & 0x10) | (distance << 4 & 0xE0));
        code[3] = (byte)((distance >> 4 & 0x7F) | (distance >> 13 & 0x80));
        return 4;
    }

    private static int DecodePair(Span<byte> code, uint first, uint position)
    {
        Span<byte> behind = code[4..];
        uint second;

        // Registers x0 and x2 mark pairs that the encoder wrote.
        if ((first & 0xE80) == 0)
        {
            uint register = first >> 27;
            if ((first - 0x3117) << 18 >= (register & 0x1D))
            {
                return 4;
            }

            uint distance = BinaryPrimitives.ReadUInt32BigEndian(behind) - position;
            second = (first >> 12) | (distance << 20);
            first = AddUpper | (register << 7) | ((distance + 0x800) & UpperMask);
        }
        else
        {
            second = BinaryPrimitives.ReadUInt32LittleEndian(behind);
            if (((first << 8 ^ (second - 3)) & 0xF_8003) != 0)
            {
                return 6;
            }

            uint address = (first & UpperMask) + (second >> 20);
            first = AddUpperToX2 | (second << 12);
            second = address;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(code, first);
        BinaryPrimitives.WriteUInt32LittleEndian(behind, second);
        return PairLength;
    }
}
