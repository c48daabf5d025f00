using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A byte order as a type argument: a loop over words is compiled once for each order, without a test in it.</summary>
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

/// <summary>The other byte order than the machine's.</summary>
internal readonly struct SwappedWords : IWordOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte source) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref source));
}
