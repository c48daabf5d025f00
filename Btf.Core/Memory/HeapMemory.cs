namespace Btf.Core;

/// <summary>
/// The library's own memory if <see cref="PooledMemory"/> cannot serve. It stays in place after <see cref="BtfMemory.Close"/>, until it is collected.
/// </summary>
internal sealed unsafe class HeapMemory : BtfMemory
{
    /// <summary>Allocates memory that is all zero.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    public HeapMemory(int length)
    {
        Start = (byte*)NativeHeap.AllocateZeroed(length, sizeof(byte));
        Length = length;
        TellPressure(length, 0);
    }

    protected override void Free() => NativeHeap.Free(Start);
}
