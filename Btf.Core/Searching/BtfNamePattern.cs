using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>A pattern of names to search for. It never changes; any number of searches and threads can use one instance.</summary>
public abstract class BtfNamePattern
{
    // A hundred times the kernel's limit. Hostile names may all be parts of one very long string, each as long as that.
    internal const int MaxNameLength = 64 * 1024;

    /// <summary>Up to this length names are tried one by one. No compiler and no kernel makes longer ones.</summary>
    internal const int UsualNameLength = 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private protected BtfNamePattern()
    {
    }

    /// <summary>Returns a pattern that matches exactly one name, case-sensitive.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <exception cref="ArgumentException">The name is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Exact(string name) => new ExactPattern(Bytes(name));

    /// <summary>Returns a pattern that matches every name with a prefix.</summary>
    /// <param name="prefix">The prefix; not empty.</param>
    /// <exception cref="ArgumentException">The text is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Prefix(string prefix) => new PrefixPattern(Bytes(prefix));

    /// <summary>
    /// Returns a pattern with wildcards: <c>*</c> matches any number of characters, also none, and <c>?</c> exactly one, as in <c>tcp_*</c> and <c>*_ops</c>.
    /// All other characters match themselves, and the whole name must match. A name of more than 64 KiB is not tried.
    /// </summary>
    /// <param name="pattern">The pattern; not empty.</param>
    /// <exception cref="ArgumentException">The pattern is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Glob(string pattern) => new GlobPattern(Bytes(pattern));

    /// <summary>
    /// Returns a pattern that matches every name in which a regular expression finds a match; anchor it with <c>^</c> and <c>$</c> to match whole names. A name
    /// of more than 64 KiB, a hundred times the kernel's limit, is not tried.
    /// </summary>
    /// <param name="regex">
    /// The expression. Compiled or source-generated expressions are the fastest. Give an expression from an untrusted source a time-out, or
    /// <see cref="RegexOptions.NonBacktracking"/>.
    /// </param>
    /// <remarks>
    /// The pattern turns a simple expression into a table that takes one step per character of a name, whatever the options: one of characters, classes,
    /// groups, alternatives, repetitions and anchors. All other expressions, and names that are not printable ASCII, are left to <paramref name="regex"/>.
    /// </remarks>
    public static BtfNamePattern Regex(Regex regex)
    {
        ArgumentNullException.ThrowIfNull(regex);
        return new RegexPattern(regex);
    }

    /// <summary>Bytes that every matching name contains; empty if there are none. A search skips all names without them.</summary>
    internal abstract ReadOnlySpan<byte> RequiredText { get; }

    /// <summary>
    /// Bytes with which all matching names begin and no other name does; empty if no bytes are so. The zero byte at a name's end may be one of them. A search
    /// finds these bytes in the strings, and need not look at the names of types first.
    /// </summary>
    internal virtual ReadOnlySpan<byte> Beginning => default;

    /// <summary>Whether the pattern matches every name of up to <see cref="MaxNameLength"/> bytes.</summary>
    internal virtual bool MatchesAll => false;

    /// <summary>Whether the pattern can match all tails of a text in one pass.</summary>
    internal virtual bool CanMatchSuffixes => false;

    /// <summary>Matches all tails of a text in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">As long as the text. Receives for each place whether the text from there on matches.</param>
    internal virtual void MatchSuffixes(ReadOnlySpan<byte> text, Span<bool> matches) => throw new InvalidOperationException();

    /// <summary>Returns whether a name matches.</summary>
    /// <param name="name">The name's bytes. A regular expression sees U+FFFD instead of bytes that are not valid UTF-8.</param>
    public abstract bool IsMatch(ReadOnlySpan<byte> name);

    private static byte[] Bytes(string text, [CallerArgumentExpression(nameof(text))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        return _strict.GetBytes(text);
    }
}
