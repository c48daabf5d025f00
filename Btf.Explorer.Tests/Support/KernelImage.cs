using System.Buffers.Binary;

namespace Btf.Explorer.Tests;

/// <summary>Makes images that boot loaders load.</summary>
internal static class KernelImage
{
    private const int Sectors = 3;
    private const int SectorLength = 512;

    /// <summary>Packs a kernel as an x86 <c>bzImage</c>, by the kernel's boot protocol 2.15.</summary>
    public static byte[] BzImage(byte[] packed)
    {
        byte[] setup = new byte[(Sectors + 1) * SectorLength];
        setup[0x1F1] = Sectors;
        setup[0x1FE] = 0x55;
        setup[0x1FF] = 0xAA;
        "HdrS"u8.CopyTo(setup.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(setup.AsSpan(0x206), 0x20F);
        BinaryPrimitives.WriteInt32LittleEndian(setup.AsSpan(0x24C), packed.Length);
        return [.. setup, .. packed, .. new byte[SectorLength]];
    }
}
