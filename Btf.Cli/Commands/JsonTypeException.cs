using System.Globalization;

namespace Btf.Cli;

/// <summary>JSON that is no list of types, and where.</summary>
internal sealed class JsonTypeException : Exception
{
    /// <param name="json">The whole text.</param>
    /// <param name="place">Where in it, in bytes from its start.</param>
    /// <param name="what">What is wrong there.</param>
    public JsonTypeException(ReadOnlySpan<byte> json, long place, string what)
        : base(string.Create(CultureInfo.InvariantCulture, $"line {LineOf(json, place)}, column {ColumnOf(json, place)}: {what}"))
    {
    }

    private static int LineOf(ReadOnlySpan<byte> json, long place) => json[..(int)Math.Min(place, json.Length)].Count((byte)'\n') + 1;

    private static int ColumnOf(ReadOnlySpan<byte> json, long place)
    {
        ReadOnlySpan<byte> before = json[..(int)Math.Min(place, json.Length)];
        return before.Length - before.LastIndexOf((byte)'\n');
    }
}
