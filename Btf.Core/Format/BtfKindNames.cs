using System.Text;

namespace Btf.Core;

/// <summary>The names of the kinds in <c>include/uapi/linux/btf.h</c>, without <c>BTF_KIND_</c>: one table for dumps, errors and the tool.</summary>
internal static class BtfKindNames
{
    private const string Unknown = "UNKNOWN";

    // Indexed by the kind's number.
    private static readonly string[] _names =
    [
        "VOID", "INT", "PTR", "ARRAY", "STRUCT", "UNION", "ENUM", "FWD", "TYPEDEF", "VOLATILE", "CONST", "RESTRICT", "FUNC", "FUNC_PROTO", "VAR", "DATASEC", "FLOAT",
        "DECL_TAG", "TYPE_TAG", "ENUM64", "LOC_PARAM", "LOC_PROTO", "LOCSEC",
    ];

    private static readonly byte[][] _utf8 = [.. _names.Append(Unknown).Select(Encoding.ASCII.GetBytes)];

    /// <summary>Returns a kind's name.</summary>
    public static string Of(BtfKind kind) => (uint)kind < (uint)_names.Length ? _names[(int)kind] : Unknown;

    /// <summary>Returns a kind's name in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Of(BtfKind kind) => _utf8[(int)Math.Min((uint)kind, (uint)_names.Length)];
}
