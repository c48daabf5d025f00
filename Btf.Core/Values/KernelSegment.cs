namespace Btf.Core.Values;

/// <summary>A range of kernel addresses, and where it lies in the file.</summary>
/// <param name="Address">The first address.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="FileOffset">The file offset of the first byte.</param>
internal readonly record struct KernelSegment(ulong Address, ulong Length, ulong FileOffset);
