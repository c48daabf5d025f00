using System.Runtime.InteropServices.JavaScript;

namespace Btf.Explorer.Browser;

/// <summary>The page in the browser: its address, keys, focus, the clipboard. The functions are those of <c>js/page.js</c>.</summary>
internal static partial class Page
{
    private const string Module = "page";

    /// <summary>Loads the functions. Awaited once, before any other member is used.</summary>
    public static Task LoadAsync() => JSHost.ImportAsync(Module, "../js/page.js");

    [JSImport("hash", Module)]
    public static partial string GetHash();

    [JSImport("query", Module)]
    public static partial string GetQuery();

    /// <summary>Returns the path and query of the page, which come before the <c>#</c> of each link.</summary>
    [JSImport("prefix", Module)]
    public static partial string GetPrefix();

    [JSImport("watchHash", Module)]
    public static partial void WatchHash([JSMarshalAs<JSType.Function<JSType.String>>] Action<string> changed);

    /// <summary>Changes the address: as a new step of the history, or in place of the current one.</summary>
    [JSImport("go", Module)]
    public static partial void Go(string hash, bool replace);

    [JSImport("setTitle", Module)]
    public static partial void SetTitle(string title);

    /// <summary>Calls a function for each key that may be a shortcut: with the key, and whether the search has the focus. It returns whether it took the key.</summary>
    [JSImport("watchKeys", Module)]
    public static partial void WatchKeys([JSMarshalAs<JSType.Function<JSType.String, JSType.Boolean, JSType.Boolean>>] Func<string, bool, bool> pressed);

    [JSImport("focus", Module)]
    public static partial void Focus(string id);

    [JSImport("blur", Module)]
    public static partial void Blur();

    [JSImport("scrollTop", Module)]
    public static partial void ScrollToTop(string id);

    /// <summary>Scrolls a list so that a row is visible.</summary>
    [JSImport("showRow", Module)]
    public static partial void ShowRow(string id, int index, int height);

    [JSImport("visibleRows", Module)]
    public static partial int CountVisibleRows(string id, int height);

    [JSImport("copy", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Boolean>>]
    public static partial Task<bool> CopyAsync(string text);

    [JSImport("save", Module)]
    public static partial void Save(string name, string type, string text);

    [JSImport("theme", Module)]
    public static partial string GetTheme();

    [JSImport("toggleTheme", Module)]
    public static partial void ToggleTheme();

    /// <summary>Lets the browser handle what waits, such as input. Unlike a timer, it does not wait for longer.</summary>
    [JSImport("rest", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Void>>]
    public static partial Task RestAsync();

    /// <summary>Keeps the site in the browser, for use without a network.</summary>
    [JSImport("keepOffline", Module)]
    public static partial void KeepOffline();

    /// <summary>Sets a mark in the browser's performance timeline.</summary>
    [JSImport("mark", Module)]
    public static partial void Mark(string name);
}
