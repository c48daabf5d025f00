using System.Security.Cryptography;
using System.Text;

namespace Btf.Core.Tests;

/// <summary>Compares a text with a reference, and finds their first difference.</summary>
public static class TextComparison
{
    public static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    /// <summary>Returns a sentence about the first line in which the texts differ; null if they are equal.</summary>
    public static string? FirstDifference(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected)
    {
        int common = actual.CommonPrefixLength(expected);
        if (common == actual.Length && common == expected.Length)
        {
            return null;
        }

        int line = expected[..common].Count((byte)'\n') + 1;
        int start = expected[..common].LastIndexOf((byte)'\n') + 1;
        return $"line {line} is «{LineAt(actual, start)}», the reference has «{LineAt(expected, start)}»";
    }

    private static string LineAt(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> rest = text[start..];
        int end = rest.IndexOf((byte)'\n');
        return end < 0 ? Encoding.UTF8.GetString(rest) + "(end)" : Encoding.UTF8.GetString(rest[..end]);
    }
}
