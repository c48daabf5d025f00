namespace Btf.Cli;

/// <summary>A line of System.map or of <c>/proc/kallsyms</c>.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Address">Its address.</param>
internal readonly record struct KernelSymbol(string Name, ulong Address);
