using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>What names to look for. Immutable; one instance can serve any number of searches and threads.</summary>
public abstract class BtfNamePattern
{
    // A hundred times what the kernel allows. Hostile names may all be parts of one very long string, each as long as that.
    internal const int MaxNameLength = 64 * 1024;

    /// <summary>Names of this length are tried one by one. No compiler and no kernel makes longer ones.</summary>
    internal const int UsualNameLength = 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private protected BtfNamePattern()
    {
    }

    /// <summary>The one name that is the same, case and all.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <exception cref="ArgumentException">The name is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Exact(string name) => new ExactPattern(Bytes(name));

    /// <summary>Every name that starts with a text.</summary>
    /// <param name="prefix">The text; not empty.</param>
    /// <exception cref="ArgumentException">The text is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Prefix(string prefix) => new PrefixPattern(Bytes(prefix));

    /// <summary>
    /// Every name that matches a pattern in which <c>*</c> stands for any number of characters, none included, and <c>?</c> for exactly one:
    /// <c>tcp_*</c>, <c>*_ops</c>. Everything else stands for itself, and the whole name must match. A name of more than 64 KiB is not tried.
    /// </summary>
    /// <param name="pattern">The pattern; not empty.</param>
    /// <exception cref="ArgumentException">The pattern is empty, or has an unpaired surrogate, which no name can have.</exception>
    public static BtfNamePattern Glob(string pattern) => new GlobPattern(Bytes(pattern));

    /// <summary>
    /// Every name in which a regular expression finds a match; anchor it with <c>^</c> and <c>$</c> to match whole names. A name of more than 64 KiB,
    /// a hundred times what the kernel allows, is not tried.
    /// </summary>
    /// <param name="regex">
    /// The expression. Compiled or source-generated ones are the fastest. Give one that comes from elsewhere a time-out, or
    /// <see cref="RegexOptions.NonBacktracking"/>.
    /// </param>
    public static BtfNamePattern Regex(Regex regex)
    {
        ArgumentNullException.ThrowIfNull(regex);
        return new RegexPattern(regex);
    }

    /// <summary>Bytes that every matching name contains: a search passes over all others without asking. Empty if there are none.</summary>
    internal abstract ReadOnlySpan<byte> RequiredText { get; }

    /// <summary>Whether the pattern can try all ends of a text in one pass.</summary>
    internal virtual bool CanMatchSuffixes => false;

    /// <summary>Tells of all ends of a text at once whether they match.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">As long as the text; for each place, whether the text from there on matches.</param>
    internal virtual void MatchSuffixes(ReadOnlySpan<byte> text, Span<bool> matches) => throw new InvalidOperationException();

    /// <summary>Whether a name matches.</summary>
    /// <param name="name">The name's bytes. Those that are not valid UTF-8 match as U+FFFD where the pattern is a regular expression.</param>
    public abstract bool IsMatch(ReadOnlySpan<byte> name);

    private static byte[] Bytes(string text, [CallerArgumentExpression(nameof(text))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        return _strict.GetBytes(text);
    }
}
