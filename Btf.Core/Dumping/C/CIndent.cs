namespace Btf.Core;

/// <summary>Indents lines: one tab per level, up to libbpf's maximum.</summary>
internal static class CIndent
{
    private static ReadOnlySpan<byte> NewLineAndTabs => "\n\t\t\t\t\t\t\t\t\t\t\t\t\t"u8;

    /// <summary>Returns a line end and the tabs of the next line.</summary>
    public static ReadOnlySpan<byte> NewLine(int level) => NewLineAndTabs[..(Math.Min(level, NewLineAndTabs.Length - 1) + 1)];
}
