using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Btf.Core.Values;

/// <summary>Where a field lies and how it is read.</summary>
internal sealed record FieldPlan
{
    /// <summary>The plan of a field that is not bound.</summary>
    public static FieldPlan None { get; } = new() { Offset = 0, Length = 0, Mode = FieldMode.None };

    /// <summary>The first byte that is loaded.</summary>
    public required int Offset { get; init; }

    /// <summary>The number of bytes that are loaded.</summary>
    public required int Length { get; init; }

    public required FieldMode Mode { get; init; }

    public bool IsBigEndian { get; init; }

    public bool IsSigned { get; init; }

    /// <summary>How far to shift the loaded word to the left; <see cref="Right"/> follows.</summary>
    public byte Left { get; init; }

    public byte Right { get; init; }

    /// <summary>The field's first bit in its first byte, for <see cref="ReadWide"/>.</summary>
    public byte FirstBit { get; init; }

    /// <summary>The number of bits.</summary>
    public byte Width { get; init; }

    /// <summary>How many elements an array has; 1 for other fields.</summary>
    public int Count { get; init; }

    /// <summary>The distance from one element to the next, in bytes.</summary>
    public int Step { get; init; }

    /// <summary>The same field, for data that starts with it.</summary>
    public FieldPlan AtStart => this with { Offset = 0 };

    /// <summary>Reads up to 64 bits, sign-extended if the field is signed.</summary>
    /// <param name="data">The <see cref="Length"/> bytes to load.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadWord(ReadOnlySpan<byte> data)
    {
        ulong word = ValueBits.ReadWhole(data, Length, IsBigEndian) << Left;
        return IsSigned ? (ulong)((long)word >> Right) : word >> Right;
    }

    /// <summary>Reads up to 128 bits, sign-extended if the field is signed.</summary>
    public UInt128 ReadWide(ReadOnlySpan<byte> data)
    {
        UInt128 bits = ValueBits.ReadWide(data, FirstBit, Width, IsBigEndian);
        int unused = ValueBits.MaxWidth - Width;
        return IsSigned ? (UInt128)((Int128)(bits << unused) >> unused) : bits;
    }
}
