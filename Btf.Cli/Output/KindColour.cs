namespace Btf.Cli;

/// <summary>The colour of a kind in a listing.</summary>
internal static class KindColour
{
    /// <summary>Returns the number of the escape sequence for a kind's name; null for none.</summary>
    public static string? Of(string kind) => kind switch
    {
        "struct" or "union" => "36",
        "func" or "func_proto" => "32",
        "enum" or "enum64" => "33",
        "typedef" => "35",
        "var" or "datasec" => "34",
        _ => null,
    };
}
