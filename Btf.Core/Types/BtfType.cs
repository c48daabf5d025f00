using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>One type: a view of 16 bytes over a record, which is read when a property asks. Can be stored, compared and passed between threads.</summary>
/// <remarks>
/// The view keeps its object reachable, but not open: after the object is disposed, every property that reads data throws <see cref="ObjectDisposedException"/>.
/// Reading the default value, which belongs to no object (<see cref="IsNone"/>), throws <see cref="InvalidOperationException"/>. What is specific to a kind is in the views that <c>As…</c> and <c>TryAs…</c> give.
/// See the layout of <c>struct btf_type</c> in <c>include/uapi/linux/btf.h</c>.
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
[JsonConverter(typeof(BtfJsonConverter))]
public readonly partial struct BtfType : IEquatable<BtfType>
{
    /// <summary>How many references in a row are followed before they are taken for a loop.</summary>
    /// <remarks>The kernel accepts chains of 32; compilers make none that comes near this.</remarks>
    internal const int MaxChainLength = 1024;

    private const uint LastOfWindow = 8;

    private readonly BtfObject _object;
    private readonly uint _id;
    private readonly uint _offset;

    internal BtfType(BtfObject owner, uint id, uint offset)
    {
        _object = owner;
        _id = id;
        _offset = offset;
    }

    /// <summary>The object whose data holds the type: for a type that a split object inherits, its base.</summary>
    public BtfObject Object => Used.Owner;

    /// <summary>The type's id; 0 is void.</summary>
    public uint Id => _id;

    /// <summary>The kind. One past <see cref="BtfKind.LocSec"/> is newer than this version, and its record is passed over by the length that the
    /// object's layout section gives.</summary>
    public BtfKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.Kind(Info);
    }

    /// <summary>The number of members, values, parameters or variables; of a function, its linkage; else 0.</summary>
    public int Vlen
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.Vlen(Info);
    }

    /// <summary>Bit 31 of the info word. Its meaning depends on the kind; the views give it names.</summary>
    public bool KindFlag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.KindFlag(Info);
    }

    /// <summary>The name; empty for anonymous types and for kinds that have none. Of a tag, its value.</summary>
    public BtfString Name
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => StringAt(NameOffset, RecordFormat.NameOffsetField);
    }

    /// <summary>The name's offset in the strings; 0 where there is none. Not checked.</summary>
    public uint NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.NameOffsetField);
    }

    /// <summary>The record's third word as it is: a size in bytes or a type id, by kind. Not checked.</summary>
    public uint SizeOrType
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.SizeOrTypeField);
    }

    /// <summary>Returns whether this is void, the type of id 0, which has no record.</summary>
    public bool IsVoid => _object is not null && _id == 0;

    /// <summary>Returns whether this is the default value, which belongs to no object. All that reads data throws <see cref="InvalidOperationException"/> for it.</summary>
    public bool IsNone => _object is null;

    /// <summary>The record's place in bytes from the start of the data; -1 for void, which has no record.</summary>
    internal long ByteOffset
    {
        get
        {
            Used.ThrowIfDisposed();
            return ByteOffsetOf(RecordFormat.NameOffsetField);
        }
    }

    /// <summary>The record's length in bytes, also of a kind that this version does not know; 0 for void.</summary>
    internal int ByteLength => (int)_object.LengthOf(_id, _offset);

    /// <summary>The info word: kind, vlen and kind flag.</summary>
    internal uint Info
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.InfoField);
    }

    // The object; the default value has none. A branch that is never taken costs nothing beside the load that follows.
    private BtfObject Used
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            BtfObject owner = _object;
            if (owner is null)
            {
                ThrowNone();
            }

            return owner;
        }
    }

    private string DebuggerText => _object is null ? "no type" : _object.IsDisposed ? $"[{_id}], disposed" : $"[{_id}] {ToString()}";

    /// <summary>Whether both are the same type of the same object.</summary>
    public static bool operator ==(BtfType left, BtfType right) => left.Equals(right);

    /// <summary>Whether they are different types, or of different objects.</summary>
    public static bool operator !=(BtfType left, BtfType right) => !left.Equals(right);

    /// <summary>Whether both are the same type of the same object. Nothing is read.</summary>
    /// <param name="other">The other type.</param>
    public bool Equals(BtfType other) => ReferenceEquals(_object, other._object) && _id == other._id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_object), _id);

    /// <summary>Returns the type as C would write it, such as <c>struct sk_buff</c>, <c>const char *</c> or <c>int (*)(void)</c>.</summary>
    /// <remarks>Never throws: where the data cannot be read, the text says why. <see cref="BtfDump.FormatType"/> throws instead.</remarks>
    public override string ToString() => ViewText.Of(this);

    /// <summary>Keeps the memory that spans of the object point into until here.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);

    /// <summary>A string of the object's.</summary>
    /// <param name="offset">The string's offset.</param>
    /// <param name="field">Where it stands, in bytes from the record's start, for the error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfString StringAt(uint offset, uint field) => new(_object, offset, _offset + field);

    /// <summary>A word after the head, at an offset in bytes from the record's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadTail(uint field) => ReadElement(field - LastOfWindow, LastOfWindow);

    /// <summary>A word of an element.</summary>
    /// <param name="window">The start, from the record's, of 12 bytes that end with the element.</param>
    /// <param name="field">Which of the three words: 0, 4 or 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadElement(uint window, uint field) => Used.ReadWord(_offset + window, field);

    /// <summary>The type of an id that stands in the record.</summary>
    /// <param name="id">The id.</param>
    /// <param name="field">Where it stands, in bytes from the record's start, for the error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfType Resolve(uint id, uint field) =>
        _object.TryGetType(id, out BtfType type) ? type : ThrowNoSuchType(this, id, field);

    /// <summary>Whether the type has a name, without a look past its length. One that cannot be read equals none.</summary>
    internal bool HasName(ReadOnlySpan<byte> name) => _object.IsString(NameOffset, name);

    /// <summary>The place of a field, for errors.</summary>
    internal long ByteOffsetOf(uint field) => IsVoid ? -1 : _object.ByteOffsetOf(_offset + field);

    [DoesNotReturn]
    private static void ThrowNone() => throw new InvalidOperationException("This is the default BtfType, which belongs to no object.");

    [DoesNotReturn]
    private static BtfType ThrowNoSuchType(BtfType type, uint id, uint field)
    {
        string? hint = type._object.Base is null ? null : "; is this the base that the object was made for?";
        throw new BtfFormatException(new BtfError(BtfErrorCode.TypeIdOutOfRange, type.ByteOffsetOf(field), type._id, id, type._object.NextTypeId - 1, hint));
    }
}
