using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Building;

/// <summary>Builds a BTF object type by type: from nothing, over a base, or from types of other objects.</summary>
/// <remarks>
/// <para>
/// Each <c>Add…</c> appends one type and returns its id. The first id is 1, or follows the base's last id. An id may be used before its type exists: see
/// <see cref="Reserve"/>. In a tuple, write the id 1 as <c>1u</c>, or the compiler may warn that nullability differs. Each string is stored once, and not at
/// all if the base has it. The same calls always give the same bytes.
/// </para>
/// <para>
/// <b>Checks.</b> <c>Add…</c> refuses sizes, names and numbers that are never valid. Writing the object checks that all ids exist. <see cref="Verify"/> checks
/// whether the kernel would load it.
/// </para>
/// <para>Only one thread may use a builder at a time. After <see cref="ToObject"/>, every call throws <see cref="InvalidOperationException"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var builder = new BtfBuilder();
/// uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
/// builder.AddStruct("pair", 8, ("first", number, 0), ("second", number, 32));
/// using BtfObject btf = builder.ToObject();
/// </code>
/// </example>
public sealed partial class BtfBuilder
{
    private const int LongestVlen = 0xFF_FFFF;
    private const int FirstRecords = 16;

    private readonly WordChunks _words = new();

    // By index, the place of a type's words. A reserved id has none.
    private readonly GrowingMemory<WordChunks.Place> _records = new();
    private int _recordCount;

    // Whether the records are in the order of their ids, without gaps.
    private bool _isDense = true;
    private bool _isTaken;

    /// <summary>Starts an object without types.</summary>
    /// <param name="baseObject">The object's base; null for none. It must stay open as long as the builder and the result are used.</param>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public BtfBuilder(BtfObject? baseObject = null)
    {
        baseObject?.ThrowIfDisposed();
        Base = baseObject;
        ByteOrder = baseObject?.ByteOrder ?? WordReader.NativeOrder;
        FirstTypeId = baseObject?.NextTypeId ?? 1;
        Names = new NameStore(baseObject);
        Sources = new NameSources(Names);
    }

    /// <summary>The object's base; null if it has none.</summary>
    public BtfObject? Base { get; }

    /// <summary>The byte order of the object. The default is that of the base, or else of this machine.</summary>
    /// <exception cref="ArgumentException">The base has another byte order.</exception>
    public BtfByteOrder ByteOrder
    {
        get;
        init
        {
            if (Base is not null && value != Base.ByteOrder)
            {
                throw new ArgumentException($"The base is {Base.ByteOrder}; the object must have the same byte order.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>
    /// Whether the header has 32 bytes, as since Linux 7.1, with a place for a layout section. If not, it has 24, which every reader knows. False unless this
    /// or <see cref="WithLayout"/> is set.
    /// </summary>
    public bool WithLongHeader { get; init; }

    /// <summary>
    /// Whether to write a layout section, which tells readers the length of records of kinds that they do not know. It describes the kinds up to
    /// <see cref="BtfKind.Enum64"/>, or up to the highest kind in the object. The default is false.
    /// </summary>
    public bool WithLayout { get; init; }

    /// <summary>The id of the first type: 1, or the one after the base's last id.</summary>
    public uint FirstTypeId { get; }

    /// <summary>The id that the next type will have.</summary>
    public uint NextTypeId => FirstTypeId + (uint)_recordCount;

    /// <summary>The number of types so far, without those of the base.</summary>
    public int TypeCount => _recordCount;

    /// <summary>The strings.</summary>
    internal NameStore Names { get; }

    private NameSources Sources { get; }

    private Span<WordChunks.Place> Records => _records.Span[.._recordCount];

    /// <summary>Stores a name, even if no type uses it later. If one name is used often, the result is faster than a string.</summary>
    /// <param name="utf8">The name's bytes, usually UTF-8. This is not checked.</param>
    /// <returns>The name, for this builder.</returns>
    /// <exception cref="ArgumentException">The name has a zero byte.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken.</exception>
    public BtfName AddName(ReadOnlySpan<byte> utf8)
    {
        ThrowIfTaken();
        if (utf8.Contains((byte)0))
        {
            throw new ArgumentException("A name cannot have a zero byte.", nameof(utf8));
        }

        return new BtfName(this, Names.Add(utf8));
    }

    /// <summary>Reserves an id for a later type, so that earlier types can refer to it. <see cref="Replace"/> puts the type there.</summary>
    /// <returns>The id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken.</exception>
    public uint Reserve()
    {
        ThrowIfTaken();
        _isDense = false;
        return Append(default(WordChunks.Place));
    }

    /// <summary>Moves the last type to another id, where it replaces a type or fills a reserved id. The last id becomes free.</summary>
    /// <param name="id">The id that the type gets. References to this id now lead to the new type.</param>
    /// <param name="added">The id of the last type. If the type refers to itself by this id, the reference is changed to the new id.</param>
    /// <returns>The new id.</returns>
    /// <exception cref="ArgumentException">The first id does not exist, or the second is not that of the last type.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken.</exception>
    public uint Replace(uint id, uint added)
    {
        ThrowIfTaken();
        if (id - FirstTypeId >= (uint)_recordCount)
        {
            throw new ArgumentException($"The builder has no type {id}: its own are {FirstTypeId} to {NextTypeId - 1}.", nameof(id));
        }

        if (added + 1 != NextTypeId || added == id || Records[^1].Count == 0)
        {
            throw new ArgumentException($"Type {added} is not the last type.", nameof(added));
        }

        WordChunks.Place last = Records[^1];
        _recordCount--;
        Records[(int)(id - FirstTypeId)] = last;
        _isDense = false;
        var map = new RenameMap(added, id);
        RecordFields.Map(_words.At(last), ref map);
        return id;
    }

    /// <summary>Removes types. Those after them get lower ids.</summary>
    /// <param name="ids">The ids, in any order.</param>
    /// <returns>The new ids of all types.</returns>
    /// <exception cref="ArgumentException">
    /// An id is not that of one of the builder's own types, or a remaining type refers to it. Then nothing is removed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken.</exception>
    /// <remarks>Each call walks over all types, so remove many at once. Strings stay.</remarks>
    public BtfIdMap Remove(params ReadOnlySpan<uint> ids)
    {
        ThrowIfTaken();
        var isRemoved = new bool[_recordCount];
        foreach (uint id in ids)
        {
            if (id - FirstTypeId >= (uint)_recordCount)
            {
                throw new ArgumentException($"The builder has no type {id}: its own are {FirstTypeId} to {NextTypeId - 1}.", nameof(ids));
            }

            isRemoved[id - FirstTypeId] = true;
        }

        var newIds = new uint[NextTypeId];
        uint next = FirstTypeId;
        for (uint id = 1; id < newIds.Length; id++)
        {
            newIds[id] = id < FirstTypeId ? id : isRemoved[id - FirstTypeId] ? 0 : next++;
        }

        CheckNotNeeded(isRemoved, newIds);
        RemoveRecords(isRemoved, newIds);
        return new BtfIdMap(newIds);
    }

    private void CheckNotNeeded(bool[] isRemoved, uint[] newIds)
    {
        ReadOnlySpan<WordChunks.Place> records = Records;
        for (int index = 0; index < records.Length; index++)
        {
            var check = new RemovalCheck(newIds);
            if (!isRemoved[index] && records[index].Count != 0)
            {
                RecordFields.Visit(_words.At(records[index]), ref check);
            }

            if (check.Needed != 0)
            {
                throw new ArgumentException($"Type {check.Needed} cannot be removed: type {FirstTypeId + (uint)index} still refers to it.");
            }
        }
    }

    private void RemoveRecords(bool[] isRemoved, uint[] newIds)
    {
        var map = new RemovalMap(newIds);
        int kept = 0;
        Span<WordChunks.Place> records = Records;
        for (int index = 0; index < records.Length; index++)
        {
            WordChunks.Place record = records[index];
            if (!isRemoved[index])
            {
                records[kept++] = record;
                if (record.Count != 0)
                {
                    RecordFields.Map(_words.At(record), ref map);
                }
            }
        }

        _isDense &= kept == _recordCount;
        _recordCount = kept;
    }

    /// <summary>Adds a record with its head, and returns the words after the head for the caller to fill.</summary>
    private Span<uint> Add(BtfKind kind, uint name, uint sizeOrType, int vlen = 0, bool kindFlag = false)
    {
        RecordShape shape = RecordShape.Of(kind);
        Span<uint> record = AddRecord(RecordShape.HeadWords + shape.FixedWords + (shape.Stride * vlen));
        record[0] = name;
        record[1] = RecordFormat.Info(kind, vlen, kindFlag);
        record[2] = sizeOrType;
        return record[RecordShape.HeadWords..];
    }

    /// <summary>Adds a record, and returns all its words for the caller to fill.</summary>
    internal Span<uint> AddRecord(int words)
    {
        Span<uint> record = _words.Add(words, out WordChunks.Place place);
        _ = Append(place);
        return record;
    }

    private uint Append(WordChunks.Place record)
    {
        if (_recordCount == _records.Length)
        {
            _records.Grow(Math.Max(FirstRecords, checked(2 * _recordCount)), _recordCount);
        }

        _records.Span[_recordCount++] = record;
        return NextTypeId - 1;
    }

    private uint Intern(BtfName name) => name.AddTo(this, Names);

    private uint InternRequired(BtfName name, string what)
    {
        uint offset = name.AddTo(this, Names);
        return offset != 0 ? offset : throw new ArgumentException($"{what} must have a name.", nameof(name));
    }

    private void ThrowIfTaken()
    {
        if (_isTaken)
        {
            ThrowTaken();
        }
    }

    [DoesNotReturn]
    private static void ThrowTaken() => throw new InvalidOperationException("ToObject() has taken the builder's content: start a new builder.");

    private readonly struct RenameMap(uint from, uint to) : IWordMap
    {
        public uint MapId(uint id) => id == from ? to : id;

        public uint MapName(uint offset) => offset;
    }

    // Ids past the last one stay: writing the object checks them.
    private readonly struct RemovalMap(uint[] ids) : IWordMap
    {
        public uint MapId(uint id) => id < (uint)ids.Length ? ids[id] : id;

        public uint MapName(uint offset) => offset;
    }

    private struct RemovalCheck(uint[] ids) : IWordMap
    {
        public uint Needed { get; private set; }

        public uint MapId(uint id)
        {
            Needed = id != 0 && id < (uint)ids.Length && ids[id] == 0 ? id : Needed;
            return id;
        }

        public readonly uint MapName(uint offset) => offset;
    }
}
