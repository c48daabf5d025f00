namespace Btf.Core;

/// <summary>The records that the kernel keeps of a loaded program: <c>struct bpf_func_info</c> and <c>struct bpf_line_info</c>.</summary>
/// <param name="Functions">The function records, one after the other.</param>
/// <param name="FunctionLength">The length of a function record in bytes.</param>
/// <param name="Lines">The line records, one after the other.</param>
/// <param name="LineLength">The length of a line record in bytes.</param>
internal readonly record struct ProgramRecords(byte[] Functions, uint FunctionLength, byte[] Lines, uint LineLength);
