namespace Btf.Compression;

/// <summary>The filter for big-endian PowerPC: <c>bl</c>.</summary>
internal sealed class PowerPCFilter() : WordFilter(bigEndian: true)
{
    private const uint Opcode = 0x4800_0001;
    private const uint Target = 0x03FF_FFFC;

    protected override uint Decode(uint instruction, uint position) =>
        (instruction & ~Target) == Opcode ? Opcode | ((instruction - position) & Target) : instruction;
}
