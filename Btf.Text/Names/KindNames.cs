using System.Globalization;
using Btf.Core;

namespace Btf.Text;

/// <summary>The names of kinds in texts and options: the format's names in small letters.</summary>
public static class KindNames
{
    private static readonly string[] _names = [.. Enumerable.Range(0, (int)BtfKind.LocSec + 1).Select(kind => ((BtfKind)kind).GetName().ToLowerInvariant())];

    /// <summary>The names of the kinds that types can have.</summary>
    public static ReadOnlySpan<string> All => _names.AsSpan(1);

    public static string Of(BtfKind kind) =>
        (int)kind < _names.Length ? _names[(int)kind] : $"kind {((int)kind).ToString(CultureInfo.InvariantCulture)}";

    public static bool TryParse(string name, out BtfKind kind)
    {
        int index = Array.IndexOf(_names, name);
        kind = (BtfKind)Math.Max(index, 0);
        return index > 0;
    }
}
