namespace Btf.Compression;

/// <summary>The filter for SPARC: <c>call</c> over distances of 23 bits.</summary>
internal sealed class SparcFilter() : WordFilter(bigEndian: true)
{
    private const uint Opcode = 0x4000_0000;
    private const uint Sign = 0x0040_0000;
    private const uint Target = 0x003F_FFFF;

    protected override uint Decode(uint instruction, uint position)
    {
        if (instruction >> 22 is not (0x100 or 0x1FF))
        {
            return instruction;
        }

        uint distance = ((instruction << 2) - position) >> 2;
        return (Opcode - (distance & Sign)) | Opcode | (distance & Target);
    }
}
