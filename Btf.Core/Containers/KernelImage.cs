using System.Buffers.Binary;

namespace Btf.Core;

/// <summary>An image for a boot loader, and the place of the compressed kernel in it.</summary>
internal readonly struct KernelImage
{
    private const int SetupSectorsOffset = 0x1F1;
    private const int BootFlagOffset = 0x1FE;
    private const int BootMagicOffset = 0x202;
    private const int BootVersionOffset = 0x206;
    private const int PayloadFieldOffset = 0x248;
    private const int SetupEnd = 0x250;
    private const int SectorSize = 512;
    private const int DefaultSetupSectors = 4;

    // The first version of the boot protocol that locates the payload.
    private const int PayloadVersion = 0x208;

    private const int MachineMagicOffset = 0x38;

    private KernelImage(string name, long payloadOffset, long payloadLength)
    {
        Name = name;
        PayloadOffset = payloadOffset;
        PayloadLength = payloadLength;
    }

    /// <summary>The name of the image format in messages.</summary>
    public string Name { get; }

    /// <summary>The start of the payload.</summary>
    public long PayloadOffset { get; }

    /// <summary>The payload's length in bytes; 0 if the image does not give it, or gives an impossible one.</summary>
    public long PayloadLength { get; }

    /// <summary>Reads an image's header.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="length">The length of the image.</param>
    /// <param name="image">The image.</param>
    /// <returns>Whether the format is known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, long length, out KernelImage image)
    {
        if (head.Length >= SetupEnd && Word16(head, BootFlagOffset) == 0xAA55 && head[BootMagicOffset..].StartsWith("HdrS"u8))
        {
            image = ReadBootProtocol(head, length);
            return true;
        }

        if (head.Length >= 16 && head.StartsWith("MZ"u8) && head[4..].StartsWith("zimg"u8))
        {
            image = new KernelImage("EFI zboot image", Word32(head, 8), Word32(head, 12)).Checked(length);
            return true;
        }

        image = new KernelImage("kernel image", 0, 0);
        return head.Length >= MachineMagicOffset + 4 && (head[MachineMagicOffset..].StartsWith("ARM\x64"u8) || head[MachineMagicOffset..].StartsWith("RSC\x05"u8));
    }

    // Documentation/arch/x86/boot.rst: the payload's offset counts from the start of the protected-mode code, after the setup sectors.
    private static KernelImage ReadBootProtocol(ReadOnlySpan<byte> head, long length)
    {
        const string name = "bzImage";
        if (Word16(head, BootVersionOffset) < PayloadVersion)
        {
            return new KernelImage(name, 0, 0);
        }

        int sectors = head[SetupSectorsOffset] == 0 ? DefaultSetupSectors : head[SetupSectorsOffset];
        long code = (sectors + 1L) * SectorSize;
        return new KernelImage(name, code + Word32(head, PayloadFieldOffset), Word32(head, PayloadFieldOffset + 4)).Checked(length);
    }

    private static ushort Word16(ReadOnlySpan<byte> head, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(head[offset..]);

    private static uint Word32(ReadOnlySpan<byte> head, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(head[offset..]);

    private KernelImage Checked(long length) => PayloadOffset + PayloadLength > length ? new KernelImage(Name, 0, 0) : this;
}
