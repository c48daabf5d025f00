using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Regex"/>.</summary>
internal sealed class RegexPattern(Regex regex) : BtfNamePattern
{
    private const int StackLength = 256;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override bool IsMatch(ReadOnlySpan<byte> name)
    {
        // UTF-8 never has more UTF-16 units than bytes.
        if (name.Length <= StackLength)
        {
            return IsMatch(name, stackalloc char[StackLength]);
        }

        char[] buffer = ArrayPool<char>.Shared.Rent(name.Length);
        bool matches = IsMatch(name, buffer);
        ArrayPool<char>.Shared.Return(buffer);
        return matches;
    }

    /// <inheritdoc/>
    public override string ToString() => regex.ToString();

    private bool IsMatch(ReadOnlySpan<byte> name, Span<char> buffer)
    {
        if (Ascii.ToUtf16(name, buffer, out int length) != OperationStatus.Done)
        {
            length = Encoding.UTF8.GetChars(name, buffer);
        }

        return regex.IsMatch(buffer[..length]);
    }
}
