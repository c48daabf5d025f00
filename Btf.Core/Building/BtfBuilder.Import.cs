using System.Runtime.InteropServices;

namespace Btf.Core.Building;

/// <summary>Copies types from other objects.</summary>
public sealed partial class BtfBuilder
{
    private readonly Dictionary<BtfObject, SourceNames> _sources = [];
    private readonly Dictionary<BtfType, uint> _imported = [];

    /// <summary>Copies a type and all types that it refers to, directly or indirectly. Types that were imported before are not copied again.</summary>
    /// <param name="type">A type of any object, in either byte order. A type of the builder's base is not copied and keeps its id.</param>
    /// <returns>The type's id in the builder; 0 for void.</returns>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, or this version does not know a type's kind. Strings may have been added, but no types.
    /// </exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    /// <exception cref="ObjectDisposedException">The type's object is disposed.</exception>
    public uint Import(BtfType type)
    {
        ThrowIfTaken();
        var import = new ImportMap(this);
        (int words, int records) = (_wordCount, _recordCount);
        bool isDone = false;
        try
        {
            uint id = import.IdOf(type);
            for (int next = 0; next < import.Types.Count; next++)
            {
                AddCopy(import.Types[next], ref import);
            }

            isDone = true;
            return id;
        }
        finally
        {
            if (!isDone)
            {
                (_wordCount, _recordCount) = (words, records);
                import.Types.ForEach(copied => _imported.Remove(copied));
            }
        }
    }

    /// <summary>Appends all types of an object in their order. Equal types are not merged: see <c>BtfDeduplicator</c>.</summary>
    /// <param name="btf">An object in either byte order, without a base or with the builder's base.</param>
    /// <returns>The new id of each type.</returns>
    /// <exception cref="ArgumentException">The object has another base than the builder.</exception>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, or this version does not know a type's kind. Strings may have been added, but no types.
    /// </exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfIdMap Append(BtfObject btf)
    {
        ThrowIfTaken();
        ArgumentNullException.ThrowIfNull(btf);
        if (btf.Base is not null && btf.Base != Base)
        {
            throw new ArgumentException("The object has another base than the builder.", nameof(btf));
        }

        var ids = new ShiftedIds(btf.FirstTypeId, NextTypeId, btf.NextTypeId);
        int count = RecordWords.Count(btf);
        EnsureRoom(count);
        Span<uint> words = _words.AsSpan(_wordCount, count);
        RecordWords.CopyTo(btf, words);
        _names.Reserve(btf.Strings.Length);
        SourceNames names = NamesOf(btf);
        names.FindStored();
        var map = new AppendedWords(btf, ids, names);
        RecordWords.Map(btf, words, ref map);
        AddRecords(btf.RecordOffsets, count);
        GC.KeepAlive(btf);
        return new BtfIdMap(ids.All());
    }

    private void AddRecords(ReadOnlySpan<uint> offsets, int wordCount)
    {
        int count = offsets.Length;
        if (_recordCount + count > _records.Length)
        {
            Array.Resize(ref _records, Math.Max(_recordCount + count, 2 * _records.Length));
        }

        for (int i = 0; i < count; i++)
        {
            (int start, int length) = RecordWords.RangeOf(offsets, i, wordCount).GetOffsetAndLength(wordCount);
            _records[_recordCount + i] = new Record(_wordCount + start, length);
        }

        _recordCount += count;
        _wordCount += wordCount;
    }

    /// <summary>Adds a copy of a record. The map gives the new ids and names.</summary>
    private void AddCopy(BtfType type, ref ImportMap import)
    {
        BtfObject owner = type.Object;
        uint[] record = RecordWords.CopyOne(owner, type.Id);
        RecordWords.Check(owner, (int)(type.Id - owner.FirstTypeId), record);
        import.Owner = owner;
        RecordFields.Map(record, ref import);
        EnsureRoom(record.Length);
        record.CopyTo(_words.AsSpan(_wordCount));
        Append(new Record(_wordCount, record.Length));
        _wordCount += record.Length;
    }

    private uint NameOf(BtfObject owner, uint offset)
    {
        BtfObject part = owner.PartWithString(offset);

        // An empty name may have an offset past the end of the strings.
        uint start = offset - part.FirstStringOffset;
        if (offset == 0 || start >= (uint)part.Strings.Length)
        {
            return 0;
        }

        return NamesOf(part).Map(start);
    }

    private SourceNames NamesOf(BtfObject part)
    {
        if (!_sources.TryGetValue(part, out SourceNames? names))
        {
            _sources.Add(part, names = new SourceNames(part, _names));
        }

        return names;
    }

    /// <summary>Gives each type an id when a reference to it is first seen. The types are then added in this order.</summary>
    private struct ImportMap(BtfBuilder builder) : IWordMap
    {
        private readonly uint _firstId = builder.NextTypeId;

        public List<BtfType> Types { get; } = [];

        /// <summary>The object whose record is mapped.</summary>
        public BtfObject? Owner { get; set; }

        public readonly uint IdOf(BtfType type)
        {
            if (type.Id == 0 || builder.Base?.HasInChain(type.Object) == true)
            {
                return type.Id;
            }

            // Always the owner's view, because several split objects can lead to the same type.
            BtfType own = type.Object[type.Id];
            ref uint id = ref CollectionsMarshal.GetValueRefOrAddDefault(builder._imported, own, out bool isKnown);
            if (!isKnown)
            {
                id = _firstId + (uint)Types.Count;
                Types.Add(own);
            }

            return id;
        }

        public readonly uint MapId(uint id) => IdOf(Owner![id]);

        public readonly uint MapName(uint offset) => builder.NameOf(Owner!, offset);
    }
}
