namespace Btf.Core.Values;

/// <summary>The form in which a value is written. See <see cref="BtfValueWriter"/>.</summary>
public enum BtfValueStyle
{
    /// <summary>
    /// The text of libbpf's <c>btf_dump__dump_type_data</c>: <c>(struct list_head){ .next = (struct list_head *)0x… }</c>. It is the same to the byte, except
    /// where libbpf 1.8 is wrong.
    /// </summary>
    Libbpf = 0,

    /// <summary>An initialiser in C: <c>(struct list_head){ .next = (void *)0x… }</c>. For a union, it has the first of the largest members.</summary>
    C = 1,

    /// <summary>JSON as <c>bpftool -j map dump</c> writes it: objects, arrays, numbers, and strings for text and enumerators, on one line.</summary>
    Json = 2,

    /// <summary>A line for each scalar: its offset and size in bytes, its path, its type and its value.</summary>
    Table = 3,
}
