using System.Runtime.InteropServices.JavaScript;

namespace Btf.Explorer.Browser;

/// <summary>Shows pictures that the library has drawn. The functions are those of <c>js/picture.js</c>.</summary>
internal static partial class PictureHost
{
    private const string Module = "picture";

    public static Task LoadAsync() => JSHost.ImportAsync(Module, "../js/picture.js");

    /// <summary>Shows a picture in an element, and tells of the titles of parts that are picked, by a click or the keyboard, or pointed at.</summary>
    [JSImport("show", Module)]
    public static partial void Show(
        string id,
        string svg,
        bool canPick,
        [JSMarshalAs<JSType.Function<JSType.String>>] Action<string> picked,
        [JSMarshalAs<JSType.Function<JSType.String>>] Action<string> pointed);
}
