namespace Btf.Core.Values;

/// <summary>A stretch of the kernel's addresses and where it lies in the file.</summary>
/// <param name="Address">The first address.</param>
/// <param name="Length">In bytes.</param>
/// <param name="FileOffset">Where the first byte lies.</param>
internal readonly record struct KernelSegment(ulong Address, ulong Length, ulong FileOffset);
