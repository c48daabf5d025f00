using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core;

/// <summary>Writes UTF-8 text to a buffer writer in large pieces. The last piece arrives with <see cref="Flush"/>.</summary>
internal ref struct Utf8Writer
{
    // Enough for every number: a 64-bit one has at most 20 digits and a sign.
    private const int NumberLength = 32;

    private const int PieceLength = 32 * 1024;
    private readonly IBufferWriter<byte> _sink;
    private Span<byte> _piece;
    private int _used;
    private long _handedOver;

    public Utf8Writer(IBufferWriter<byte> sink)
    {
        _sink = sink;
        _piece = default;
        _used = 0;
        _handedOver = 0;
    }

    /// <summary>How many bytes were written.</summary>
    public readonly long Written => _handedOver + _used;

    /// <summary>Writes bytes as they are, such as a name or a <c>u8</c> literal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(scoped ReadOnlySpan<byte> utf8)
    {
        if (!utf8.TryCopyTo(_piece[_used..]))
        {
            WriteLong(utf8);
            return;
        }

        _used += utf8.Length;
    }

    /// <summary>Writes a name, and escapes bytes that could control a terminal or change how a line looks: <c>\x1b</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteName(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            WriteUnusual(utf8);
        }
        else
        {
            Write(utf8);
        }
    }

    /// <summary>Writes one ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(char ascii)
    {
        if (_used == _piece.Length)
        {
            Renew(1);
        }

        _piece[_used++] = (byte)ascii;
    }

    /// <summary>Writes an ASCII character a number of times; not at all if the count is negative.</summary>
    public void Write(char ascii, int count)
    {
        if ((uint)count <= (uint)(_piece.Length - _used))
        {
            _piece.Slice(_used, count).Fill((byte)ascii);
            _used += count;
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Write(ascii);
        }
    }

    /// <summary>Writes a number in decimal.</summary>
    public void Write<T>(T number)
        where T : struct, IUtf8SpanFormattable => Write(number, default);

    /// <summary>Writes a number in a standard format such as <c>x</c>.</summary>
    public void Write<T>(T number, ReadOnlySpan<char> format)
        where T : struct, IUtf8SpanFormattable
    {
        if (_piece.Length - _used < NumberLength)
        {
            Renew(NumberLength);
        }

        _ = number.TryFormat(_piece[_used..], out int written, format, null);
        _used += written;
    }

    /// <summary>Passes the rest of the text on.</summary>
    public void Flush()
    {
        if (_used != 0)
        {
            _sink.Advance(_used);
            _handedOver += _used;
        }

        _piece = default;
        _used = 0;
    }

    private void WriteUnusual(scoped ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            bool isSafe = status == OperationStatus.Done && Rune.GetUnicodeCategory(rune) is not
                (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (isSafe)
            {
                Write(utf8[..length]);
            }
            else
            {
                foreach (byte unsafeByte in utf8[..length])
                {
                    Write("\\x"u8);
                    Write(unsafeByte, "x2");
                }
            }

            utf8 = utf8[length..];
        }
    }

    private void Renew(int least)
    {
        Flush();
        _piece = _sink.GetSpan(Math.Max(least, PieceLength));
    }

    private void WriteLong(scoped ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            if (_used == _piece.Length)
            {
                Renew(1);
            }

            int count = Math.Min(utf8.Length, _piece.Length - _used);
            utf8[..count].CopyTo(_piece[_used..]);
            _used += count;
            utf8 = utf8[count..];
        }
    }
}
