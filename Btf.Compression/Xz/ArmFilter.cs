namespace Btf.Compression;

/// <summary>The filter for 32-bit ARM: <c>BL</c> without a condition. Its distance counts words from the second instruction after it.</summary>
internal sealed class ArmFilter() : WordFilter(bigEndian: false)
{
    private const uint Opcode = 0xEB00_0000;
    private const uint Target = 0x00FF_FFFF;
    private const uint Ahead = 8;

    protected override uint Decode(uint instruction, uint position) =>
        (instruction & ~Target) == Opcode ? Opcode | (((instruction << 2) - (position + Ahead)) >> 2 & Target) : instruction;
}
