using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A byte order as a type argument, so that a loop over words is compiled once for each and tests for none.</summary>
internal interface IWordOrder
{
    static abstract uint Read(ref byte source);
}

/// <summary>The machine's own byte order.</summary>
internal readonly struct NativeWords : IWordOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte source) => Unsafe.ReadUnaligned<uint>(ref source);
}

/// <summary>The byte order that is not the machine's.</summary>
internal readonly struct SwappedWords : IWordOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte source) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref source));
}
