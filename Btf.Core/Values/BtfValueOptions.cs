namespace Btf.Core.Values;

/// <summary>
/// How <see cref="BtfValueWriter"/> writes a value. Names in parentheses are those of libbpf's <c>struct btf_dump_type_data_opts</c>, if they differ.
/// </summary>
public sealed class BtfValueOptions
{
    /// <summary>The defaults: libbpf's text, with all options off.</summary>
    internal static BtfValueOptions Default { get; } = new();

    /// <summary>The form.</summary>
    public BtfValueStyle Style { get; init; }

    /// <summary>Whether line ends and indentation are left out. JSON and tables are not affected.</summary>
    public bool Compact { get; init; }

    /// <summary>Whether names of members and types are left out. Only libbpf's text is affected.</summary>
    public bool SkipNames { get; init; }

    /// <summary>Whether members that are zero are written as well (<c>emit_zeroes</c>). JSON always has all members.</summary>
    public bool Zeroes { get; init; }

    /// <summary>
    /// Whether a character array with a zero byte is written as a string (<c>emit_strings</c>). Only libbpf's text is affected; the other forms always write
    /// strings.
    /// </summary>
    public bool Strings { get; init; }

    /// <summary>How far the first line is indented, in units of <see cref="Indent"/>. Tables and JSON are not affected.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is negative or more than 1024.</exception>
    public int IndentLevel
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, BtfType.MaxChainLength);
            field = value;
        }
    }

    /// <summary>The text that indents a line by one level, in UTF-8; empty for a tab (<c>indent_str</c>).</summary>
    public ReadOnlyMemory<byte> Indent { get; init; }
}
