using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>The place of a name that is in no record of the type section.</summary>
    internal const uint NoPlace = uint.MaxValue;

    private readonly byte* _strings;
    private uint _stringLimit;
    private uint _shortStringLimit;
    private readonly uint _firstStringOffset;

    private bool _isExposed;

    internal uint NextStringOffset => _firstStringOffset + _header.StringLength;

    /// <summary>The offset of this object's own first string in its chain.</summary>
    internal uint FirstStringOffset => _firstStringOffset;

    /// <summary>This object's own strings. The caller keeps the object alive while it reads.</summary>
    internal ReadOnlySpan<byte> Strings => new(_strings, (int)_stringLimit);

    /// <summary>Returns the bytes of the string at an offset of this object's chain.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="place">The offset's place in the type section, for the error.</param>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> ReadString(uint offset, uint place)
    {
        uint limit = _stringLimit;
        uint start = offset - _firstStringOffset;
        if (start < limit)
        {
            // In bounds: the length stays within what the limit leaves.
            byte* text = _strings + start;
            int length = BtfStringTable.LengthOf(ref *text, (int)(limit - start));
            GC.KeepAlive(this);
            return new ReadOnlySpan<byte>(text, length);
        }

        return ReadStringOfBase(offset, place);
    }

    /// <summary>As <see cref="ReadString"/>, but of this object's own strings also after it was closed: they are then zeros, or the caller's.</summary>
    internal ReadOnlySpan<byte> ReadStringLate(uint offset)
    {
        // In bounds, as in ReadString: closing does not change the length in the header, nor does it take the addresses away.
        uint start = offset - _firstStringOffset;
        if (start >= _header.StringLength)
        {
            return ReadString(offset, NoPlace);
        }

        var text = new ReadOnlySpan<byte>(_strings + start, BtfStringTable.LengthOf(ref _strings[start], (int)(_header.StringLength - start)));
        GC.KeepAlive(this);
        return text;
    }

    /// <summary>Finds the bytes of the string at an offset of this object's chain.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="utf8">The bytes.</param>
    /// <param name="most">
    /// The largest number of bytes to look at. Work on many names needs such a bound, because hostile names may all be parts of one long string.
    /// </param>
    internal bool TryReadString(uint offset, out ReadOnlySpan<byte> utf8, int most = int.MaxValue)
    {
        bool found = TryFindString(offset, out utf8, most, out BtfObject? closed);
        closed?.ThrowIfDisposed();
        return found;
    }

    /// <summary>Finds the bytes of the string at an offset. Returns false also if an object of the chain is disposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadOpenString(uint offset, out ReadOnlySpan<byte> utf8)
    {
        uint limit = _stringLimit;
        uint start = offset - _firstStringOffset;
        if (start < limit)
        {
            // In bounds, as in ReadString.
            byte* text = _strings + start;
            utf8 = new ReadOnlySpan<byte>(text, BtfStringTable.LengthOf(ref *text, (int)(limit - start)));
            GC.KeepAlive(this);
            return true;
        }

        return TryFindString(offset, out utf8, int.MaxValue, out _);
    }

    private bool TryFindString(uint offset, out ReadOnlySpan<byte> utf8, int most, out BtfObject? closed)
    {
        BtfObject owner = this;
        closed = null;
        while (true)
        {
            uint limit = Volatile.Read(ref owner._stringLimit);
            uint start = offset - owner._firstStringOffset;

            // Checked after the limit is read: otherwise another thread could close the object in between.
            if (owner.IsDisposed)
            {
                closed = owner;
                utf8 = default;
                return false;
            }

            if (start < limit)
            {
                byte* text = owner._strings + start;
                utf8 = new ReadOnlySpan<byte>(text, BtfStringTable.LengthOf(ref *text, Math.Min((int)(limit - start), most)));
                GC.KeepAlive(owner);
                return true;
            }

            if (owner._base is null || offset >= owner._firstStringOffset)
            {
                // Offset 0 means no name, even if the string section is empty.
                utf8 = default;
                return offset == 0;
            }

            owner = owner._jump is { } jump && offset < jump._firstStringOffset ? jump : owner._base;
        }
    }

    /// <summary>Returns whether the string at an offset equals a text, like <see cref="IsString"/>, but without a call in the usual case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasString(uint offset, ReadOnlySpan<byte> text)
    {
        uint start = offset - _firstStringOffset;
        if (start >= _shortStringLimit || text.Length >= BtfStringTable.ShortLength)
        {
            return IsString(offset, text);
        }

        // In bounds: the limit leaves as many bytes after the start as the comparison reads.
        bool equal = BtfStringTable.IsShort(ref _strings[start], text);
        GC.KeepAlive(this);
        return equal;
    }

    /// <summary>
    /// Returns whether the string at an offset equals a text. Reads one byte more than the text's length at most. Returns false if the offset does not exist,
    /// or if the text has a zero byte: no string has one, though several strings in a row may have the same bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool IsString(uint offset, ReadOnlySpan<byte> text)
    {
        uint limit = _stringLimit;
        uint start = offset - _firstStringOffset;
        if (start < limit && (uint)text.Length < limit - start)
        {
            // In bounds: there is room for the text and the zero byte after it.
            byte* candidate = _strings + start;
            bool equal = BtfStringTable.HasLength(ref *candidate, (int)(limit - start), text.Length) &&
                new ReadOnlySpan<byte>(candidate, text.Length).SequenceEqual(text);
            GC.KeepAlive(this);
            if (equal)
            {
                return true;
            }
        }

        // The string may be another one or a base's, or another thread may have closed the object.
        bool found = TryReadString(offset, out ReadOnlySpan<byte> other, text.Length + 1) && other.SequenceEqual(text);
        GC.KeepAlive(this);
        return found;
    }

    /// <summary>
    /// Records that a caller of the library gets a span of this object's strings or of its bases' strings: their addresses must stay readable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Expose()
    {
        if (!_isExposed)
        {
            ExposeChain();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ExposeChain()
    {
        for (BtfObject? part = this; part is not null; part = part._base)
        {
            part._memory.Expose();
            part._isExposed = true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> ReadStringOfBase(uint offset, uint place)
    {
        if (!TryReadString(offset, out ReadOnlySpan<byte> utf8))
        {
            NameOffsetError(offset, place).Throw();
        }

        return utf8;
    }

    private BtfError NameOffsetError(uint offset, uint place)
    {
        if (place == NoPlace)
        {
            return new BtfError(BtfErrorCode.NameOffsetOutOfRange, found: offset, bound: NextStringOffset);
        }

        // The record of the place is the last one that starts at or before it. Void is not searched: its name offset is 0, which is never an error.
        int index = new ReadOnlySpan<uint>(_offsets, (int)_indexLength).BinarySearch(place);
        uint typeId = _firstTypeId + (uint)(index >= 0 ? index : ~index - 1);
        string? hint = _base is null ? null : "; is this the base that the object was made for?";
        GC.KeepAlive(this);
        return new BtfError(BtfErrorCode.NameOffsetOutOfRange, ByteOffsetOf(place), typeId, offset, NextStringOffset, hint);
    }
}
