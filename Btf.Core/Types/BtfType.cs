using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>One type: a view of 16 bytes over a record, which is read only when needed. Can be stored, compared and passed between threads.</summary>
/// <remarks>
/// The view keeps its object reachable, but not open: after the object is disposed, every property that reads data throws
/// <see cref="ObjectDisposedException"/>. Reading the default value, which belongs to no object (<see cref="IsNone"/>), throws
/// <see cref="InvalidOperationException"/>. The methods <c>As…</c> and <c>TryAs…</c> give views with the properties of one kind. <c>struct btf_type</c> in
/// <c>include/uapi/linux/btf.h</c> defines the record.
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
[JsonConverter(typeof(BtfJsonConverter))]
public readonly partial struct BtfType : IEquatable<BtfType>
{
    /// <summary>The number of references in a row above which a chain counts as a loop.</summary>
    /// <remarks>The kernel accepts chains of 32; compilers make none that comes near this number.</remarks>
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

    /// <summary>The object that holds the type: for a type that a split object inherits, its base.</summary>
    public BtfObject Object => Used.Owner;

    /// <summary>The type's id; 0 is void.</summary>
    public uint Id => _id;

    /// <summary>
    /// The kind. A kind above <see cref="BtfKind.LocSec"/> is newer than this version; such a record is skipped by the length in the object's layout section.
    /// </summary>
    public BtfKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.Kind(Info);
    }

    /// <summary>The number of members, values, parameters or variables; for a function, its linkage; else 0.</summary>
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

    /// <summary>The name; empty for anonymous types and for kinds without a name. For a tag, its value.</summary>
    public BtfString Name
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => StringAt(NameOffset, RecordFormat.NameOffsetField);
    }

    /// <summary>The name's offset in the strings; 0 if there is none. Not checked.</summary>
    public uint NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.NameOffsetField);
    }

    /// <summary>The record's third word, unchanged: a size in bytes or a type id, depending on the kind. Not checked.</summary>
    public uint SizeOrType
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.SizeOrTypeField);
    }

    /// <summary>Whether this is void, the type with id 0, which has no record.</summary>
    public bool IsVoid => _object is not null && _id == 0;

    /// <summary>
    /// Whether this is the default value, which belongs to no object. Every member that reads data throws <see cref="InvalidOperationException"/> for it.
    /// </summary>
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

    /// <summary>The record's length in bytes, also for a kind that this version does not know; 0 for void.</summary>
    internal int ByteLength => (int)_object.LengthOf(_id, _offset);

    /// <summary>The info word: kind, vlen and kind flag.</summary>
    internal uint Info
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used.ReadHead(_offset, RecordFormat.InfoField);
    }

    /// <summary>Returns the fields of the view. A function that takes them one by one keeps them in registers, unlike a view.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Deconstruct(out BtfObject part, out uint id, out uint offset)
    {
        part = _object;
        id = _id;
        offset = _offset;
    }

    // The object; the default value has none. The branch is never taken for a real type, so it costs nothing beside the load that follows.
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

    /// <summary>Returns whether both are the same type of the same object.</summary>
    public static bool operator ==(BtfType left, BtfType right) => left.Equals(right);

    /// <summary>Returns whether they are different types, or types of different objects.</summary>
    public static bool operator !=(BtfType left, BtfType right) => !left.Equals(right);

    /// <summary>Returns whether both are the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other type.</param>
    public bool Equals(BtfType other) => ReferenceEquals(_object, other._object) && _id == other._id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_object), _id);

    /// <summary>Returns the type as C would write it, such as <c>struct sk_buff</c>, <c>const char *</c> or <c>int (*)(void)</c>.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why. <see cref="BtfDump.FormatType"/> throws instead.</remarks>
    public override string ToString() => ViewText.Of(this);

    /// <summary>Keeps the memory of the object's spans alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);

    /// <summary>Returns a string of the object.</summary>
    /// <param name="offset">The string's offset.</param>
    /// <param name="field">The offset's own place, in bytes from the record's start, for the error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfString StringAt(uint offset, uint field) => new(_object, offset, _offset + field);

    /// <summary>Returns a word after the head, by its offset in bytes from the record's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadTail(uint field) => ReadElement(field - LastOfWindow, LastOfWindow);

    /// <summary>Returns a word of an element.</summary>
    /// <param name="window">The start of the 12 bytes that end with the element, in bytes from the record's start.</param>
    /// <param name="field">The word's offset in these bytes: 0, 4 or 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadElement(uint window, uint field) => Used.ReadWord(_offset + window, field);

    /// <summary>Returns the type with an id from the record.</summary>
    /// <param name="id">The id.</param>
    /// <param name="field">The id's own place, in bytes from the record's start, for the error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfType Resolve(uint id, uint field) =>
        _object.TryGetType(id, out BtfType type) ? type : ThrowNoSuchType(this, id, field);

    /// <summary>
    /// Finds the first member of this structure or union, at or after an index, that has a name, may have it, or is anonymous.
    /// <see cref="BtfObject.FindMember"/> says what is returned.
    /// </summary>
    internal int FindMember(int index, ReadOnlySpan<byte> name) => Used.FindMember(_offset, index, RecordFormat.Vlen(Info), name);

    /// <summary>Returns whether the type has a name. Reads one byte more than the name's length at most. An unreadable name equals none.</summary>
    internal bool HasName(ReadOnlySpan<byte> name) => _object.IsString(NameOffset, name);

    /// <summary>Returns the place of a field in the data, for errors.</summary>
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
