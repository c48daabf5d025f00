namespace Btf.Compression;

/// <summary>The filter for 64-bit ARM: <c>BL</c>, and <c>ADRP</c> over distances of up to half a gigabyte.</summary>
internal sealed class Arm64Filter() : WordFilter(bigEndian: false)
{
    private const uint BranchOpcode = 0x9400_0000;
    private const uint BranchTarget = 0x03FF_FFFF;
    private const uint PageOpcode = 0x9000_0000;
    private const uint PageOpcodeMask = 0x9F00_0000;
    private const uint PageRegister = 0x1F;
    private const int PageShift = 12;

    protected override uint Decode(uint instruction, uint position)
    {
        if ((instruction & ~BranchTarget) == BranchOpcode)
        {
            return BranchOpcode | ((instruction - (position >> 2)) & BranchTarget);
        }

        if ((instruction & PageOpcodeMask) != PageOpcode)
        {
            return instruction;
        }

        // The two low bits are apart from the other nineteen. The encoder left larger distances alone.
        uint page = (instruction >> 29 & 3) | (instruction >> 3 & 0x1F_FFFC);
        if (((page + 0x2_0000) & 0x1C_0000) != 0)
        {
            return instruction;
        }

        page -= position >> PageShift;
        return (instruction & (PageOpcode | PageRegister)) | (page & 3) << 29 | (page & 0x3_FFFC) << 3 | ((0 - (page & 0x2_0000)) & 0xE0_0000);
    }
}
