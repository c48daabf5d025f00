using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;

namespace Btf.Core;

/// <summary>A name in an object's strings: zero-terminated UTF-8, which is read only when needed.</summary>
/// <remarks>
/// Comparing, formatting and reading the bytes allocate nothing; only <see cref="ToString()"/> makes a string. The format does not promise valid UTF-8: invalid
/// bytes are shown as U+FFFD. The default value is the empty name. Members that read the bytes throw <see cref="ObjectDisposedException"/> once the object is
/// disposed.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfString : IEquatable<BtfString>, ISpanFormattable, IUtf8SpanFormattable
{
    private readonly BtfObject? _object;
    private readonly uint _offset;
    private readonly uint _place;

    /// <summary>Makes the name at an offset. The place of the offset in the type section is for the error.</summary>
    internal BtfString(BtfObject owner, uint offset, uint place)
    {
        _object = owner;
        _offset = offset;
        _place = place;
    }

    /// <summary>The object whose chain holds the string; null for the default value.</summary>
    internal BtfObject? Owner => _object;

    /// <summary>The string's offset, as in a record; 0 if there is no name.</summary>
    public uint Offset => _offset;

    /// <summary>
    /// The bytes in the object's memory, without the terminator. <b>The span does not keep the object alive</b>: hold a reference to the object while you read
    /// the span, or copy it.
    /// </summary>
    /// <remarks>
    /// The span shows the name until the object is disposed or collected. A local variable keeps an object alive only until its last use, not to the end of its
    /// method; <see cref="GC.KeepAlive"/> or <c>using</c> makes that last use come at the end. Afterwards the span shows zeros or bytes of other objects; on
    /// Linux it stays readable. On other systems, reading it after the object was collected can end the process.
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

            // Called before the read: from then on the addresses stay readable, on Linux.
            _object.Expose();
            return Bytes;
        }
    }

    /// <summary>Whether the name is empty: it has no offset, or the offset of an empty string.</summary>
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

    // Types with an unreadable name have the same form.
    private string UnreadableText => _object!.IsChainDisposed ? "(disposed)" : $"<no string {_offset}>";

    /// <summary>The bytes, for use within one method. The method keeps the object alive until it has used them.</summary>
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

    /// <summary>Finds the bytes, if the offset is valid. <b>The span does not keep the object alive</b>: see <see cref="Utf8"/>.</summary>
    /// <param name="utf8">The bytes in the object's memory.</param>
    /// <returns>Whether the offset lies in the strings of the object or one of its bases.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        _object?.Expose();
        bool found = _object is null || _object.TryReadString(_offset, out utf8);
        KeepAlive();
        return found;
    }

    /// <summary>Returns whether the name has the same bytes as another one, also of another object. An unreadable name equals only itself.</summary>
    /// <param name="other">The other name.</param>
    public bool Equals(BtfString other)
    {
        bool equal = (ReferenceEquals(_object, other._object) && _offset == other._offset) ||
            (TryRead(out ReadOnlySpan<byte> bytes) && other.TryRead(out ReadOnlySpan<byte> others) && bytes.SequenceEqual(others));
        KeepAlive();
        other.KeepAlive();
        return equal;
    }

    /// <summary>Returns whether the name has these bytes; false if it cannot be read.</summary>
    /// <param name="other">UTF-8, such as a <c>u8</c> literal.</param>
    public bool Equals(ReadOnlySpan<byte> other)
    {
        bool equal = TryRead(out ReadOnlySpan<byte> bytes) && bytes.SequenceEqual(other);
        KeepAlive();
        return equal;
    }

    /// <summary>Returns whether the name is the same as a text; false if the text is null or the name cannot be read.</summary>
    /// <param name="other">The text.</param>
    public bool Equals(string? other) => other is not null && Equals(other.AsSpan());

    /// <summary>Returns whether the name is the same as a text; false if it cannot be read.</summary>
    /// <param name="other">The text, in UTF-16.</param>
    public bool Equals(ReadOnlySpan<char> other)
    {
        bool equal = TryRead(out ReadOnlySpan<byte> bytes) && Utf8Comparison.Equal(bytes, other);
        KeepAlive();
        return equal;
    }

    /// <summary>
    /// Returns whether the other value is a <see cref="BtfString"/> with the same bytes. A <see cref="string"/> is never equal, because its hash differs.
    /// </summary>
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
    [SkipLocalsInit]
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

    /// <summary>Returns whether the name contains these bytes.</summary>
    /// <param name="value">UTF-8, such as a <c>u8</c> literal.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool Contains(ReadOnlySpan<byte> value)
    {
        bool contains = Bytes.IndexOf(value) >= 0;
        KeepAlive();
        return contains;
    }

    /// <summary>Returns whether the name contains a text, compared character by character.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    [SkipLocalsInit]
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

    /// <summary>Returns a hash of the bytes. All unreadable names have the same hash.</summary>
    public override int GetHashCode()
    {
        // Hostile names may all start with the same bytes, as parts of one long string. So the end and the length of a long name count too.
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

    /// <summary>Makes a string. Never throws: if the name cannot be read, the text says so. <see cref="Utf8"/> throws instead.</summary>
    public override string ToString()
    {
        string text = TryRead(out ReadOnlySpan<byte> bytes) ? Encoding.UTF8.GetString(bytes) : UnreadableText;
        KeepAlive();
        return text;
    }

    /// <summary>Returns the string from a pool. The pool makes each string only once.</summary>
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

    /// <summary>Writes the bytes unchanged.</summary>
    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        bool done = bytes.TryCopyTo(utf8Destination);
        bytesWritten = done ? bytes.Length : 0;
        KeepAlive();
        return done;
    }

    /// <summary>Keeps the memory of this name's spans alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);

    /// <summary>Finds the bytes, like <see cref="Bytes"/>, but without an exception if they cannot be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRead(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return _object is null || _object.TryReadOpenString(_offset, out bytes);
    }
}
