using System.Globalization;

namespace Btf.Cli;

/// <summary>Thrown for JSON that is not a list of types; has the place.</summary>
internal sealed class JsonTypeException : Exception
{
    /// <param name="json">The whole text.</param>
    /// <param name="place">The place of the fault, in bytes from the start of the text.</param>
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
