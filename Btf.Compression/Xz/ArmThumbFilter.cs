namespace Btf.Compression;

/// <summary>The filter for ARM's Thumb code: <c>BL</c>, a pair of two-byte instructions, each with half of the target.</summary>
internal sealed class ArmThumbFilter : BranchFilter
{
    private const uint Ahead = 4;

    protected override int Decode(Span<byte> code, uint position)
    {
        int i = 0;
        for (; i + 4 <= code.Length; i += 2)
        {
            if ((code[i + 1] & 0xF8) != 0xF0 || (code[i + 3] & 0xF8) != 0xF8)
            {
                continue;
            }

            uint address = (uint)((code[i + 1] & 7) << 19 | code[i] << 11 | (code[i + 3] & 7) << 8 | code[i + 2]);
            uint distance = ((address << 1) - (position + (uint)i + Ahead)) >> 1;
            code[i] = (byte)(distance >> 11);
            code[i + 1] = (byte)(0xF0 | (distance >> 19 & 7));
            code[i + 2] = (byte)distance;
            code[i + 3] = (byte)(0xF8 | (distance >> 8 & 7));
            i += 2;
        }

        return i;
    }
}
