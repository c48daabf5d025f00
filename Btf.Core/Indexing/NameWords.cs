using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// Four words of 8 bytes that cover a name of 8 to 32 bytes, overlapping where it is shorter. Where they lie follows from the length without a branch:
/// names differ in length at random, and a branch on it costs as much as all the rest of a look-up.
/// </summary>
internal readonly struct NameWords
{
    /// <summary>The shortest name that the words cover without reading past it.</summary>
    public const int MinLength = 8;

    /// <summary>The longest name that they cover whole.</summary>
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
        // At 0, at 8, at 16 from the end and at 8 from the end; but for a name of less than 16 bytes at 0 and at 8 from the end, twice.
        // In bounds: each of these is at least 0, and at most the length less 8.
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
