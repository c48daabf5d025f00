using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;

namespace Btf.Core.Tests;

/// <summary>A growing buffer of UTF-8 text: literals, numbers, and names as the bytes that they are.</summary>
public sealed class TextBuffer
{
    private const int LongestNumber = 20;
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public TextBuffer Add(ReadOnlySpan<byte> utf8)
    {
        _bytes.Write(utf8);
        return this;
    }

    public TextBuffer Add(ulong number)
    {
        bool fits = Utf8Formatter.TryFormat(number, _bytes.GetSpan(LongestNumber), out int length);
        Debug.Assert(fits, "20 digits hold every 64-bit number.");
        _bytes.Advance(length);
        return this;
    }

    public TextBuffer Add(long number)
    {
        bool fits = Utf8Formatter.TryFormat(number, _bytes.GetSpan(LongestNumber), out int length);
        Debug.Assert(fits, "A sign and 19 digits hold every 64-bit number.");
        _bytes.Advance(length);
        return this;
    }

    /// <summary>A name as bpftool prints it, in quotes, with words of its own for no name and for one that does not exist.</summary>
    public TextBuffer AddQuoted(BtfString name)
    {
        ReadOnlySpan<byte> text = "(anon)"u8;
        if (name.Offset != 0 && !name.TryGetUtf8(out text))
        {
            text = "(invalid)"u8;
        }

        return Add("'"u8).Add(text).Add("'"u8);
    }
}
