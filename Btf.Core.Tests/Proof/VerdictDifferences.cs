namespace Btf.Core.Tests;

/// <summary>The cases in which the library intentionally opens or refuses other objects than libbpf, and why.</summary>
public static class VerdictDifferences
{
    /// <summary>Libbpf ignores these values. The kernel and the library refuse them, because they cannot know what the values mean.</summary>
    private static readonly BtfErrorCode[] _refusedAsTheKernelDoes =
        [BtfErrorCode.UnsupportedVersion, BtfErrorCode.UnsupportedFlags, BtfErrorCode.UnsupportedHeader];

    /// <summary>Ids and string offsets are checked when they are used, so opening is fast, and views of bad ones are still safe.</summary>
    private static readonly string[] _checkedWhereUsed =
    [
        "invalid referenced type ID", "invalid type name", "invalid field name", "invalid enum name", "invalid param name", "is not FUNC_PROTO",
    ];

    /// <summary>Sections may come in any order, as the format says, and an empty one may start anywhere.</summary>
    private static readonly string[] _sectionsElsewhere = ["order.strs_types_layout", "m2725", "x0807"];

    public static bool MayRefuse(BtfVector vector, BtfError error) =>
        _refusedAsTheKernelDoes.Contains(error.Code) && vector.K72 is { Accepts: false };

    public static bool MayOpen(BtfVector vector) => IsCheckedWhereUsed(vector) || _sectionsElsewhere.Contains(vector.Id);

    public static bool IsCheckedWhereUsed(BtfVector vector) =>
        _checkedWhereUsed.Any(text => vector.Libbpf!.Message!.Contains(text, StringComparison.Ordinal));
}
