namespace Btf.Core.Equality;

/// <summary>Makes large arrays of zeros that are read before they are written, such as the slots of a hash table.</summary>
internal static class ZeroedArray
{
    /// <summary>Returns an array of zeros whose memory is already there.</summary>
    /// <remarks>
    /// The first read of new memory maps a page of zeros that all processes share. The first write then replaces that page, and interrupts every thread of the
    /// process. Writing the zeros avoids this.
    /// </remarks>
    public static T[] Make<T>(int length)
        where T : unmanaged
    {
        T[] array = GC.AllocateUninitializedArray<T>(length);
        array.AsSpan().Clear();
        return array;
    }
}
