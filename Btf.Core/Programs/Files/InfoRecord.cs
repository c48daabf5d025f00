using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>A function or line record of one ELF section or program.</summary>
/// <param name="Place">Its offset in the data, in bytes.</param>
/// <param name="Offset">The instruction's offset in bytes from the start of the section or program.</param>
/// <param name="First">A function's type id; a line's file name.</param>
/// <param name="Second">A line's text.</param>
internal readonly record struct InfoRecord(int Place, uint Offset, uint First, uint Second);
