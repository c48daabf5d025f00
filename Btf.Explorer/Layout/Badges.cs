namespace Btf.Explorer.Layout;

/// <summary>The short forms of kinds.</summary>
internal static class Badges
{
    public static string Of(string kind) => kind switch
    {
        "struct" => "S",
        "union" => "U",
        "enum" or "enum64" => "E",
        "typedef" => "T",
        "func" => "ƒ",
        "var" => "V",
        "int" or "float" => "#",
        "fwd" => "…",
        "datasec" => "D",
        "member" => "m",
        "value" => "e",
        _ => "·",
    };
}
