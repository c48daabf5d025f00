namespace Btf.Cli;

/// <summary>Thrown when the reader of the output has closed it. This is not an error: the tool ends quietly.</summary>
internal sealed class BrokenPipeException : IOException;
