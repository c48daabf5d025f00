namespace Btf.Cli;

/// <summary>A column of a listing: its heading on a terminal, and how wide it is at least where text is piped.</summary>
internal readonly record struct Column(string Heading, int Width, bool IsNumber = false);
