namespace Btf.Cli;

/// <summary>Whoever reads the output has had enough. No error: the tool ends quietly.</summary>
internal sealed class BrokenPipeException : IOException;
