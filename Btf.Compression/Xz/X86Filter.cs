using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>The filter for x86: <c>CALL</c> and <c>JMP</c> with four bytes of distance, E8 and E9.</summary>
/// <remarks>
/// Such a byte may be part of another instruction. It is skipped if another candidate is less than four bytes before it and the byte at the place of the
/// target's top byte does not look like one. Three bits remember the recent candidates.
/// </remarks>
internal sealed class X86Filter : BranchFilter
{
    private const int InstructionLength = 5;
    private uint _recent;

    // For each pattern of recent candidates: whether a target may start here, and how many of its bytes belong to an earlier candidate.
    private static ReadOnlySpan<bool> IsAllowed => [true, true, true, false, true, false, false, false];

    private static ReadOnlySpan<byte> SharedBytes => [0, 1, 2, 2, 3, 3, 3, 3];

    protected override int Decode(Span<byte> code, uint position)
    {
        int end = code.Length - (InstructionLength - 1);
        int last = -1;
        int i = 0;
        for (; i < end; i++)
        {
            if ((code[i] & 0xFE) != 0xE8)
            {
                continue;
            }

            Age(i - last);
            last = i;
            if (_recent != 0 && (!IsAllowed[(int)_recent] || IsTop(code[i + 4 - SharedBytes[(int)_recent]])))
            {
                _recent = (_recent << 1) | 1;
                continue;
            }

            if (IsTop(code[i + 4]))
            {
                Span<byte> target = code.Slice(i + 1, sizeof(uint));
                uint address = BinaryPrimitives.ReadUInt32LittleEndian(target);
                BinaryPrimitives.WriteUInt32LittleEndian(target, DistanceOf(address, position + (uint)i + InstructionLength));
                i += InstructionLength - 1;
            }
            else
            {
                _recent = (_recent << 1) | 1;
            }
        }

        i = Math.Max(i, 0);
        Age(i - last);
        return i;
    }

    private static bool IsTop(byte value) => value is 0 or 0xFF;

    // A signed distance of 25 bits.
    private uint DistanceOf(uint address, uint next)
    {
        while (true)
        {
            uint distance = address - next;
            int shift = SharedBytes[(int)_recent] * 8;
            if (_recent == 0 || !IsTop((byte)(distance >> (24 - shift))))
            {
                return (distance & 0x01FF_FFFF) | (0 - (distance & 0x0100_0000));
            }

            address = distance ^ ((1u << (32 - shift)) - 1);
        }
    }

    private void Age(int bytes) => _recent = bytes > 3 ? 0 : _recent << (bytes - 1) & 7;
}
