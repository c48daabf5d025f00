using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Regex"/>.</summary>
internal sealed class RegexPattern(Regex regex) : BtfNamePattern
{
    private const int StackLength = 256;

    private readonly byte[] _literal = RegexLiteral.Find(regex);
    private readonly NameAutomaton? _automaton = NameExpression.Read(regex) is { } steps ? NameAutomaton.Create(steps) : null;

    internal override ReadOnlySpan<byte> RequiredText => _literal;

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> name) =>
        name.Length <= MaxNameLength && (_automaton is { } automaton && automaton.TryMatch(name, out bool isMatch) ? isMatch : IsMatchOfRegex(name));

    /// <inheritdoc/>
    public override string ToString() => regex.ToString();

    [SkipLocalsInit]
    private bool IsMatchOfRegex(ReadOnlySpan<byte> name)
    {
        // UTF-8 never has more UTF-16 units than bytes.
        if (name.Length <= StackLength)
        {
            return IsMatch(name, stackalloc char[StackLength]);
        }

        char[] buffer = ArrayPool<char>.Shared.Rent(name.Length);
        try
        {
            return IsMatch(name, buffer);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private bool IsMatch(ReadOnlySpan<byte> name, Span<char> buffer)
    {
        int length = TryWidenAscii(name, buffer) ? name.Length : Encoding.UTF8.GetChars(name, buffer);
        return regex.IsMatch(buffer[..length]);
    }

    // Nearly all names are short and ASCII, and a call of the framework's converter costs more than converting one.
    private static bool TryWidenAscii(ReadOnlySpan<byte> name, Span<char> buffer)
    {
        if (name.Length is < 8 or > 32 || !Vector128.IsHardwareAccelerated)
        {
            return Ascii.ToUtf16(name, buffer, out _) == OperationStatus.Done;
        }

        // In bounds: two pieces that may overlap, one at the start and one at the end.
        ref byte source = ref MemoryMarshal.GetReference(name);
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(buffer));
        if (name.Length < 16)
        {
            nuint last = (nuint)name.Length - 8;
            Vector128<byte> both = Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref source), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, last))).AsByte();
            Vector128.WidenLower(both).StoreUnsafe(ref target);
            Vector128.WidenUpper(both).StoreUnsafe(ref target, last);
            return both.ExtractMostSignificantBits() == 0;
        }
        else
        {
            nuint last = (nuint)name.Length - 16;
            Vector128<byte> start = Vector128.LoadUnsafe(ref source);
            Vector128<byte> end = Vector128.LoadUnsafe(ref source, last);
            Vector128.WidenLower(start).StoreUnsafe(ref target);
            Vector128.WidenUpper(start).StoreUnsafe(ref target, 8);
            Vector128.WidenLower(end).StoreUnsafe(ref target, last);
            Vector128.WidenUpper(end).StoreUnsafe(ref target, last + 8);
            return (start | end).ExtractMostSignificantBits() == 0;
        }
    }
}
