using Btf.Explorer.Addresses;
using Btf.Explorer.Browser;
using Btf.Explorer.Searching;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Layout;

/// <summary>What keys do.</summary>
internal static class Shortcuts
{
    /// <summary>The keys and what they do, for the help.</summary>
    public static IReadOnlyList<(string Key, string Text)> All { get; } =
    [
        ("/", "Search"),
        ("↑ ↓ Page Up Page Down", "In the search: select an answer"),
        ("Enter", "In the search: open the selected answer"),
        ("Esc", "Leave the search, or clear it"),
        ("← → Enter", "In a picture: select a structure, unfold or fold it"),
        ("o", "Overview"),
        ("p", "Member paths"),
        ("s", "Statistics"),
        ("v", "Verifier"),
        ("c", "Comparison"),
        ("b", "BPF objects"),
        ("t", "Light or dark"),
        ("?", "This help"),
    ];

    /// <summary>Handles a key in the search. Returns whether it did.</summary>
    public static bool InSearch(string key, SearchState search, Navigator navigator)
    {
        switch (key)
        {
            case "ArrowDown":
                Select(search, search.Selected + 1);
                return true;
            case "ArrowUp":
                Select(search, search.Selected - 1);
                return true;
            case "PageDown":
                Select(search, search.Selected + Page.CountVisibleRows(SearchList.Id, SearchList.RowHeight));
                return true;
            case "PageUp":
                Select(search, search.Selected - Page.CountVisibleRows(SearchList.Id, SearchList.RowHeight));
                return true;
            case "Enter" when search.Results.Hits.Length > 0:
                navigator.GoTo(search.AddressOf(search.Results.Hits[Math.Max(search.Selected, 0)]));
                return true;
            case "Escape" when search.Query.Text.Length > 0:
                _ = search.SetAsync(search.Query with { Text = "" });
                if (navigator.Current.View == "find")
                {
                    navigator.Replace(search.Query.ToAddress(navigator.Current["of"]));
                }

                return true;
            case "Escape":
                Page.Blur();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Handles a key outside fields. Returns whether it did.</summary>
    public static bool OnPage(string key, Navigator navigator, Workspace workspace)
    {
        string? view = key switch { "o" => "", "p" => "path", "s" => "statistics", "v" => "verify", "c" => "compare", "b" => "program", "?" => "help", _ => null };
        if (view is not null)
        {
            string of = workspace.Current is { } current && current != workspace.Sources[0] && view is "statistics" or "verify" or "path" ? workspace.Current!.Name : "";
            navigator.GoTo(Links.To(view, "", ("of", of)));
            return true;
        }

        switch (key)
        {
            case "/":
                Page.Focus("search");
                return true;
            case "t":
                Page.ToggleTheme();
                return true;
            case "Escape":
                Page.Blur();
                return false;
            default:
                return false;
        }
    }

    private static void Select(SearchState search, int index)
    {
        search.Select(index);
        if (search.Selected >= 0)
        {
            Page.ShowRow(SearchList.Id, search.Selected, SearchList.RowHeight);
        }
    }
}
