using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// Four words of 8 bytes that cover a name of 8 to 32 bytes; in a shorter name they overlap. Their places follow from the length without a branch: lengths of
/// names vary at random, and a branch on the length costs as much as the rest of a look-up.
/// </summary>
internal readonly struct NameWords
{
    /// <summary>The shortest name whose words lie inside it.</summary>
    public const int MinLength = 8;

    /// <summary>The longest name that the words cover whole.</summary>
    public const int MaxLength = 32;

    public readonly ulong First;
    public readonly ulong Second;
    public readonly ulong Third;
    public readonly ulong Fourth;

    /// <summary>Reads the words.</summary>
    /// <param name="start">The name's first byte.</param>
    /// <param name="length">Its length, from <see cref="MinLength"/> to <see cref="MaxLength"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NameWords(ref byte start, nint length)
    {
        // The words lie at 0, at 8, at 16 from the end and at 8 from the end. A name of fewer than 16 bytes has only those at 0 and at 8 from the end, each
        // twice.
        // In bounds: each place is at least 0, and at most the length minus 8.
        nint beyond = length - 16;
        nint below = beyond >> (nint.Size * 8 - 1);
        First = Read(ref start, 0);
        Second = Read(ref start, 8 + (beyond & below));
        Third = Read(ref start, beyond & ~below);
        Fourth = Read(ref start, length - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte start, nint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));
}
