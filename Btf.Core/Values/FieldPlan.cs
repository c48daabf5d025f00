using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Btf.Core.Values;

/// <summary>Where a field lies and how it is read.</summary>
internal sealed record FieldPlan
{
    /// <summary>That of a field that is not bound.</summary>
    public static FieldPlan None { get; } = new() { Offset = 0, Length = 0, Mode = FieldMode.None };

    /// <summary>The first byte that is loaded.</summary>
    public required int Offset { get; init; }

    /// <summary>The number of bytes that are loaded.</summary>
    public required int Length { get; init; }

    public required FieldMode Mode { get; init; }

    public bool IsBigEndian { get; init; }

    public bool IsSigned { get; init; }

    /// <summary>How far the loaded word is shifted to the left, and then to the right.</summary>
    public byte Left { get; init; }

    public byte Right { get; init; }

    /// <summary>The first bit in the first byte, where bits are gathered one byte after the other.</summary>
    public byte FirstBit { get; init; }

    /// <summary>The number of bits.</summary>
    public byte Width { get; init; }

    /// <summary>How many elements an array has; 1 for what is none.</summary>
    public int Count { get; init; }

    /// <summary>From one element to the next, in bytes.</summary>
    public int Step { get; init; }

    /// <summary>The same field in bytes that start with it.</summary>
    public FieldPlan AtStart => this with { Offset = 0 };

    /// <summary>Reads up to 64 bits, extended by the field's sign.</summary>
    /// <param name="data">The bytes that are loaded: <see cref="Length"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadWord(ReadOnlySpan<byte> data)
    {
        ulong word = ValueBits.ReadWhole(data, Length, IsBigEndian) << Left;
        return IsSigned ? (ulong)((long)word >> Right) : word >> Right;
    }

    /// <summary>Reads up to 128 bits, extended by the field's sign.</summary>
    public UInt128 ReadWide(ReadOnlySpan<byte> data)
    {
        UInt128 bits = ValueBits.ReadWide(data, FirstBit, Width, IsBigEndian);
        int unused = ValueBits.MaxWidth - Width;
        return IsSigned ? (UInt128)((Int128)(bits << unused) >> unused) : bits;
    }
}
