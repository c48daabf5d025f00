using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Btf.Core;

/// <summary>Tells the processor what will be read soon.</summary>
internal static unsafe class Cache
{
    /// <summary>Starts to load a place into the cache, where the processor can be told to. Changes nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref T place)
    {
        if (Sse.IsSupported)
        {
            // If the collector moves the array, the processor loads a place in vain.
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }
}
