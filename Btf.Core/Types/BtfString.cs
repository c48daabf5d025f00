using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;

namespace Btf.Core;

/// <summary>A name where it lies in the data: zero-terminated UTF-8, read when asked for.</summary>
/// <remarks>
/// Comparing, formatting and reading the bytes allocate nothing; only <see cref="ToString()"/> makes a string. The format does not promise valid UTF-8:
/// bytes that are not are shown as U+FFFD. The default value is the empty name. Members that read the bytes throw <see cref="ObjectDisposedException"/>
/// once its object is disposed.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfString : IEquatable<BtfString>, ISpanFormattable, IUtf8SpanFormattable
{
    private readonly BtfObject? _object;
    private readonly uint _offset;
    private readonly uint _place;

    /// <summary>The name at an offset, which stands in the type section at a place, for the error.</summary>
    internal BtfString(BtfObject owner, uint offset, uint place)
    {
        _object = owner;
        _offset = offset;
        _place = place;
    }

    /// <summary>The object in whose chain the string is; null for the default value.</summary>
    internal BtfObject? Owner => _object;

    /// <summary>The string's offset, as records hold it; 0 where there is no name.</summary>
    public uint Offset => _offset;

    /// <summary>
    /// The bytes, without the terminator, where they lie in the data. <b>The span does not keep the object alive</b>: hold a reference to the object while you read
    /// it, or copy it.
    /// </summary>
    /// <remarks>
    /// The span shows the name as long as the object is neither disposed nor collected. A local variable does not hold an object until the end of its method, only
    /// until its last use: <see cref="GC.KeepAlive"/> or <c>using</c> at the end does. Afterwards the span shows zeros or bytes of other objects; on Linux it stays
    /// readable. Elsewhere, reading it after the object was collected can end the process.
    /// </remarks>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> Utf8
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_object is null)
            {
                return default;
            }

            // Exposed before it is read: from then on its addresses stay readable, on Linux.
            _object.Expose();
            return Bytes;
        }
    }

    /// <summary>Whether the name is empty: no offset, or the offset of an empty string.</summary>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsEmpty
    {
        get
        {
            bool isEmpty = _object is not null && _object.TryReadString(_offset, out ReadOnlySpan<byte> first, most: 1) ? first.IsEmpty : Bytes.IsEmpty;
            KeepAlive();
            return isEmpty;
        }
    }

    // The form that types have where a name is missing.
    private string UnreadableText => _object!.IsChainDisposed ? "(disposed)" : $"<no string {_offset}>";

    /// <summary>The bytes for use within one method, which keeps the object alive until it is done with them.</summary>
    internal ReadOnlySpan<byte> Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _object is null ? default : _object.ReadString(_offset, _place);
    }

    /// <summary>Returns whether two names have the same bytes.</summary>
    public static bool operator ==(BtfString left, BtfString right) => left.Equals(right);

    /// <summary>Returns whether two names have different bytes.</summary>
    public static bool operator !=(BtfString left, BtfString right) => !left.Equals(right);

    /// <summary>Returns whether a name is the same as a text.</summary>
    public static bool operator ==(BtfString left, string? right) => left.Equals(right);

    /// <summary>Returns whether a name differs from a text.</summary>
    public static bool operator !=(BtfString left, string? right) => !left.Equals(right);

    /// <summary>Returns whether a name is the same as a text.</summary>
    public static bool operator ==(string? left, BtfString right) => right.Equals(left);

    /// <summary>Returns whether a name differs from a text.</summary>
    public static bool operator !=(string? left, BtfString right) => !right.Equals(left);

    /// <summary>Returns whether a name is the same as a text.</summary>
    public static bool operator ==(BtfString left, ReadOnlySpan<char> right) => left.Equals(right);

    /// <summary>Returns whether a name differs from a text.</summary>
    public static bool operator !=(BtfString left, ReadOnlySpan<char> right) => !left.Equals(right);

    /// <summary>Returns whether a name is the same as a text.</summary>
    public static bool operator ==(ReadOnlySpan<char> left, BtfString right) => right.Equals(left);

    /// <summary>Returns whether a name differs from a text.</summary>
    public static bool operator !=(ReadOnlySpan<char> left, BtfString right) => !right.Equals(left);

    /// <summary>Returns whether a name has these bytes.</summary>
    public static bool operator ==(BtfString left, ReadOnlySpan<byte> right) => left.Equals(right);

    /// <summary>Returns whether a name has other bytes than these.</summary>
    public static bool operator !=(BtfString left, ReadOnlySpan<byte> right) => !left.Equals(right);

    /// <summary>Returns whether a name has these bytes.</summary>
    public static bool operator ==(ReadOnlySpan<byte> left, BtfString right) => right.Equals(left);

    /// <summary>Returns whether a name has other bytes than these.</summary>
    public static bool operator !=(ReadOnlySpan<byte> left, BtfString right) => !right.Equals(left);

    /// <summary>Finds the bytes, where the offset is valid. <b>The span does not keep the object alive</b>: see <see cref="Utf8"/>.</summary>
    /// <param name="utf8">The bytes, where they lie in the data.</param>
    /// <returns>Whether the offset lies in the strings of the object or of one of its bases.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        _object?.Expose();
        bool found = _object is null || _object.TryReadString(_offset, out utf8);
        KeepAlive();
        return found;
    }

    /// <summary>Returns whether the name has the same bytes as another, which may be of another object. A name that cannot be read equals only itself.</summary>
    /// <param name="other">The other name.</param>
    public bool Equals(BtfString other)
    {
        bool equal = (ReferenceEquals(_object, other._object) && _offset == other._offset) ||
            (TryRead(out ReadOnlySpan<byte> bytes) && other.TryRead(out ReadOnlySpan<byte> others) && bytes.SequenceEqual(others));
        KeepAlive();
        other.KeepAlive();
        return equal;
    }

    /// <summary>Returns whether the name has these bytes; false where it cannot be read.</summary>
    /// <param name="other">UTF-8, such as a <c>u8</c> literal.</param>
    public bool Equals(ReadOnlySpan<byte> other)
    {
        bool equal = TryRead(out ReadOnlySpan<byte> bytes) && bytes.SequenceEqual(other);
        KeepAlive();
        return equal;
    }

    /// <summary>Returns whether the name is the same as a text; false for null, and where the name cannot be read.</summary>
    /// <param name="other">The text.</param>
    public bool Equals(string? other) => other is not null && Equals(other.AsSpan());

    /// <summary>Returns whether the name is the same as a text; false where it cannot be read.</summary>
    /// <param name="other">The text, in UTF-16.</param>
    public bool Equals(ReadOnlySpan<char> other)
    {
        bool equal = TryRead(out ReadOnlySpan<byte> bytes) && Utf8Comparison.Equal(bytes, other);
        KeepAlive();
        return equal;
    }

    /// <summary>Returns whether the other value is a <see cref="BtfString"/> with the same bytes. A <see cref="string"/> is not: its hash differs.</summary>
    public override bool Equals(object? obj) => obj is BtfString other && Equals(other);

    /// <summary>Returns whether the name starts with these bytes.</summary>
    /// <param name="value">UTF-8, such as a <c>u8</c> literal.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool StartsWith(ReadOnlySpan<byte> value)
    {
        bool starts = Bytes.StartsWith(value);
        KeepAlive();
        return starts;
    }

    /// <summary>Returns whether the name starts with a text, compared character by character.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool StartsWith(ReadOnlySpan<char> value)
    {
        using var utf8 = new Utf8Name(value, stackalloc byte[Utf8Name.StackLength]);
        return StartsWith(utf8.Bytes) && utf8.IsValid;
    }

    /// <inheritdoc cref="StartsWith(ReadOnlySpan{char})"/>
    public bool StartsWith(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return StartsWith(value.AsSpan());
    }

    /// <summary>Returns whether the name has these bytes anywhere.</summary>
    /// <param name="value">UTF-8, such as a <c>u8</c> literal.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool Contains(ReadOnlySpan<byte> value)
    {
        bool contains = Bytes.IndexOf(value) >= 0;
        KeepAlive();
        return contains;
    }

    /// <summary>Returns whether the name has a text anywhere, compared character by character.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool Contains(ReadOnlySpan<char> value)
    {
        using var utf8 = new Utf8Name(value, stackalloc byte[Utf8Name.StackLength]);
        return Contains(utf8.Bytes) && utf8.IsValid;
    }

    /// <inheritdoc cref="Contains(ReadOnlySpan{char})"/>
    public bool Contains(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Contains(value.AsSpan());
    }

    /// <summary>Returns a hash of the bytes. Names that cannot be read have one hash.</summary>
    public override int GetHashCode()
    {
        // Hostile names may all begin alike, being parts of one long string. Then they end at different distances from their start.
        uint hash = 0;
        if (TryRead(out ReadOnlySpan<byte> bytes))
        {
            hash = NameHash.Shared.Of(bytes);
            if (bytes.Length > NameHash.MaxLength)
            {
                hash = (uint)HashCode.Combine(hash, NameHash.Shared.Of(bytes[^NameHash.MaxLength..]), bytes.Length);
            }
        }

        KeepAlive();
        return (int)hash;
    }

    /// <summary>Makes a string. Never throws: where the name cannot be read, the text says so. <see cref="Utf8"/> throws instead.</summary>
    public override string ToString()
    {
        string text = TryRead(out ReadOnlySpan<byte> bytes) ? Encoding.UTF8.GetString(bytes) : UnreadableText;
        KeepAlive();
        return text;
    }

    /// <summary>Returns the string from a pool, which makes it the first time only.</summary>
    /// <param name="pool">The pool.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public string ToString(StringPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        string text = pool.GetOrAdd(Bytes, Encoding.UTF8);
        KeepAlive();
        return text;
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        // A name is written whole or not at all.
        bool done;
        if (TryRead(out ReadOnlySpan<byte> bytes))
        {
            done = Encoding.UTF8.TryGetChars(bytes, destination, out charsWritten);
        }
        else
        {
            done = UnreadableText.TryCopyTo(destination);
            charsWritten = done ? UnreadableText.Length : 0;
        }

        KeepAlive();
        return done;
    }

    /// <summary>Writes the bytes as they are.</summary>
    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        bool done = bytes.TryCopyTo(utf8Destination);
        bytesWritten = done ? bytes.Length : 0;
        KeepAlive();
        return done;
    }

    /// <summary>Keeps the memory that a span of this name points into until here.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);

    /// <summary>Finds the bytes, as <see cref="Bytes"/> does, without an exception where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRead(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return _object is null || _object.TryReadOpenString(_offset, out bytes);
    }
}
