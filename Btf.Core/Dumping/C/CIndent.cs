namespace Btf.Core;

/// <summary>How lines are indented: a tab a level, but never more than libbpf has.</summary>
internal static class CIndent
{
    private static ReadOnlySpan<byte> NewLineAndTabs => "\n\t\t\t\t\t\t\t\t\t\t\t\t\t"u8;

    /// <summary>The end of a line and the start of the next one.</summary>
    public static ReadOnlySpan<byte> NewLine(int level) => NewLineAndTabs[..(Math.Min(level, NewLineAndTabs.Length - 1) + 1)];
}
