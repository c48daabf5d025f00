using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>The place of a name that no record of the type section refers to.</summary>
    internal const uint NoPlace = uint.MaxValue;

    private readonly byte* _strings;
    private uint _stringLimit;
    private uint _shortStringLimit;
    private readonly uint _firstStringOffset;

    private bool _isExposed;

    internal uint NextStringOffset => _firstStringOffset + _header.StringLength;

    /// <summary>Where the first string of this object's own stands among those of its chain.</summary>
    internal uint FirstStringOffset => _firstStringOffset;

    /// <summary>This object's own strings. The caller keeps the object alive while it reads.</summary>
    internal ReadOnlySpan<byte> Strings => new(_strings, (int)_stringLimit);

    /// <summary>The bytes of the string at an offset that is valid in this object's chain.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="place">Where the offset stands in the type section, for the error.</param>
    /// <exception cref="BtfFormatException">There is no such offset.</exception>
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

    /// <summary>The bytes of the string at an offset, where it is valid in this object's chain.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="utf8">The bytes.</param>
    /// <param name="most">
    /// The most bytes that are looked at. Whoever works on many names gives a bound, because hostile names may all be parts of one long string.
    /// </param>
    internal bool TryReadString(uint offset, out ReadOnlySpan<byte> utf8, int most = int.MaxValue)
    {
        bool found = TryFindString(offset, out utf8, most, out BtfObject? closed);
        closed?.ThrowIfDisposed();
        return found;
    }

    /// <summary>The bytes of the string at an offset. False also where an object of the chain is disposed.</summary>
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

            // Asked after the limit was read: else the limit could be that of an object closed in between.
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
                // Offset 0 is "no name" even where a hostile header left no string to point at.
                utf8 = default;
                return offset == 0;
            }

            owner = owner._jump is { } jump && offset < jump._firstStringOffset ? jump : owner._base;
        }
    }

    /// <summary>Whether the string at an offset is this one: as <see cref="IsString"/>, and without a call where that is easily found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasString(uint offset, ReadOnlySpan<byte> text)
    {
        uint start = offset - _firstStringOffset;
        if (start >= _shortStringLimit || text.Length >= BtfStringTable.ShortLength)
        {
            return IsString(offset, text);
        }

        // In bounds: behind such a start there are as many bytes as the comparison reads.
        bool equal = BtfStringTable.IsShort(ref _strings[start], text);
        GC.KeepAlive(this);
        return equal;
    }

    /// <summary>
    /// Whether the string at an offset is this one, without a look past its length. False for an offset that does not exist, and for a text with a
    /// zero byte: no string contains one, though several strings in a row may have the same bytes.
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

        // It may be another string, one of a base, or the object may have been closed meanwhile.
        bool found = TryReadString(offset, out ReadOnlySpan<byte> other, text.Length + 1) && other.SequenceEqual(text);
        GC.KeepAlive(this);
        return found;
    }

    /// <summary>Says that a caller of the library is given a span of this object's strings, or of those of its bases.</summary>
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

        // The record that the place lies in: the last one that does not start after it. Void's name is offset 0, which is never an error.
        int index = new ReadOnlySpan<uint>(_offsets, (int)_indexLength).BinarySearch(place);
        uint typeId = _firstTypeId + (uint)(index >= 0 ? index : ~index - 1);
        string? hint = _base is null ? null : "; is this the base that the object was made for?";
        GC.KeepAlive(this);
        return new BtfError(BtfErrorCode.NameOffsetOutOfRange, ByteOffsetOf(place), typeId, offset, NextStringOffset, hint);
    }
}
