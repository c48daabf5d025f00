using Btf.Core;

namespace Btf.Explorer.Searching;

/// <summary>The kinds that the search filters by.</summary>
internal static class KindGroups
{
    /// <summary>The groups: a word for the address, and the kinds.</summary>
    public static IReadOnlyList<(string Word, BtfKinds Kinds)> All { get; } =
    [
        ("struct", BtfKinds.Struct),
        ("union", BtfKinds.Union),
        ("enum", BtfKinds.AnyEnum),
        ("typedef", BtfKinds.Typedef),
        ("func", BtfKinds.Func),
        ("var", BtfKinds.Var | BtfKinds.DataSec),
        ("other", BtfKinds.Int | BtfKinds.Float | BtfKinds.Fwd | BtfKinds.LocSec),
    ];

    /// <summary>Reads words with commas between them. No words are all kinds.</summary>
    public static BtfKinds Parse(string words)
    {
        BtfKinds kinds = BtfKinds.None;
        foreach (string word in words.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach ((string other, BtfKinds group) in All)
            {
                kinds |= other == word ? group : BtfKinds.None;
            }
        }

        return kinds == BtfKinds.None ? BtfKinds.All : kinds;
    }

    /// <summary>Writes the words; none for all kinds.</summary>
    public static string Format(BtfKinds kinds) =>
        kinds == BtfKinds.All ? "" : string.Join(',', All.Where(group => (kinds & group.Kinds) != 0).Select(group => group.Word));
}
