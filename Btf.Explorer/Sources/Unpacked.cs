using Btf.Compression;
using Btf.Core;

namespace Btf.Explorer.Sources;

/// <summary>The parts of a file that the explorer works with, taken out of whatever they are packed in.</summary>
internal sealed class Unpacked
{
    /// <summary>How many bytes are decompressed at most.</summary>
    public const long MaxDecompressedSize = 256 << 20;

    /// <summary>The part that is BTF.</summary>
    public const int BtfPart = 0;

    /// <summary>The part that is a module's distilled base.</summary>
    public const int BasePart = 1;

    private readonly byte[]?[] _parts;

    private Unpacked(params byte[]?[] parts) => _parts = parts;

    /// <summary>Finds the parts of a file.</summary>
    /// <returns>The parts; null if there are none.</returns>
    public static Unpacked? Of(byte[] file, out string error)
    {
        BtfCompression.Register();
        if (!BtfSections.TryFromMemory(file, out BtfSections? sections, out BtfError why, new BtfOpenOptions { MaxDecompressedSize = MaxDecompressedSize }))
        {
            error = why.Message;
            return null;
        }

        using (sections)
        {
            error = "";
            return new Unpacked(Copy(sections.Btf), Copy(sections.BtfBase), Copy(sections.BtfExt));
        }
    }

    /// <summary>Returns a part, once; null if there is none.</summary>
    public byte[]? Take(int index)
    {
        byte[]? part = index < _parts.Length ? _parts[index] : null;
        if (part is not null)
        {
            _parts[index] = null;
        }

        return part;
    }

    private static byte[]? Copy(ReadOnlySpan<byte> part) => part.IsEmpty ? null : part.ToArray();
}
