namespace Btf.Core.Extensions;

/// <summary>The short names that libbpf and llvm-objdump print for the kinds of CO-RE relocations.</summary>
internal static class CoreKindNames
{
    private static readonly string[] _names =
    [
        "byte_off", "byte_sz", "field_exists", "signed", "lshift_u64", "rshift_u64", "local_type_id", "target_type_id", "type_exists", "type_size",
        "enumval_exists", "enumval_value", "type_matches",
    ];

    /// <summary>Returns the name of a kind, or its number if it is not known.</summary>
    public static string Of(BtfCoreRelocationKind kind) => (uint)kind < (uint)_names.Length ? _names[(int)kind] : $"kind {(uint)kind}";
}
