namespace Btf.Core.Tests;

/// <summary>Where the library means to answer otherwise than libbpf when it opens an object, and why.</summary>
public static class VerdictDifferences
{
    /// <summary>libbpf ignores what these are about. The kernel refuses them, and so does the library: it cannot know what they mean.</summary>
    private static readonly BtfErrorCode[] _refusedAsTheKernelDoes =
        [BtfErrorCode.UnsupportedVersion, BtfErrorCode.UnsupportedFlags, BtfErrorCode.UnsupportedHeader];

    /// <summary>Ids and string offsets are checked where they are used, so that opening is fast and a view over a wrong one still safe.</summary>
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
