using System.Buffers.Binary;
using System.Text;

namespace Btf.Testing;

/// <summary>
/// Finds sections of well-formed ELF files of either class and byte order by name, and inflates the compressed ones.
/// It does not use the library, so that tests can compare the library's ELF reader with it.
/// </summary>
public sealed class ElfSections
{
    private const uint NoBits = 8;
    private const ulong CompressedFlag = 0x800;
    private readonly byte[] _elf;
    private readonly bool _wide;
    private readonly bool _bigEndian;

    public ElfSections(byte[] elf)
    {
        _elf = elf;
        _wide = elf[4] == 2;
        _bigEndian = elf[5] == 2;
    }

    public static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    /// <summary>Returns the section's content, decompressed if necessary; null if no section has that name.</summary>
    public byte[]? Find(string name)
    {
        ulong table = Address(_wide ? 40 : 32);
        int entrySize = Half(_wide ? 58 : 46);
        int count = Half(_wide ? 60 : 48);
        int nameSection = Half(_wide ? 62 : 50);
        ulong names = Address(Entry(nameSection) + (_wide ? 24 : 16));
        for (int i = 0; i < count; i++)
        {
            if (NameAt(names + Word(Entry(i))) == name && Word(Entry(i) + 4) != NoBits)
            {
                return Content(Entry(i));
            }
        }

        return null;

        int Entry(int index) => (int)table + (index * entrySize);
    }

    private byte[] Content(int entry)
    {
        int offset = (int)Address(entry + (_wide ? 24 : 16));
        int size = (int)Address(entry + (_wide ? 32 : 20));
        if ((Address(entry + 8) & CompressedFlag) == 0)
        {
            return _elf[offset..(offset + size)];
        }

        byte[] packed = _elf[(offset + (_wide ? 24 : 12))..(offset + size)];
        return Word(offset) == 1 ? Unpacker.UnpackZlib(packed) : Unpacker.Unpack(packed);
    }

    private string NameAt(ulong offset)
    {
        ReadOnlySpan<byte> rest = _elf.AsSpan((int)offset);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private ulong Address(int offset)
    {
        ReadOnlySpan<byte> bytes = _elf.AsSpan(offset);
        return !_wide ? Word(offset)
            : _bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private uint Word(int offset)
    {
        ReadOnlySpan<byte> bytes = _elf.AsSpan(offset);
        return _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private ushort Half(int offset)
    {
        ReadOnlySpan<byte> bytes = _elf.AsSpan(offset);
        return _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
