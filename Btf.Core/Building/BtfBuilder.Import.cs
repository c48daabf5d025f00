using System.Runtime.InteropServices;

namespace Btf.Core.Building;

/// <summary>Copies types from other objects.</summary>
public sealed partial class BtfBuilder
{
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
        (WordChunks.Mark words, int records) = (_words.End, _recordCount);
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
                _words.CutAt(words);
                _recordCount = records;
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
        if (btf.TypeCount != 0)
        {
            AppendRecords(btf, ids);
        }

        GC.KeepAlive(btf);
        return new BtfIdMap(ids.All());
    }

    private void AppendRecords(BtfObject btf, ShiftedIds ids)
    {
        WordChunks.Mark end = _words.End;
        Memory<uint> words = _words.AddMany(btf.TypeWords.Length, out WordChunks.Place place);
        try
        {
            Names.Reserve(btf.Strings.Length);
            SourceNames names = Sources.Of(btf);
            names.FindStored();
            AppendedWords.MapAll(btf, words, ids, names);
            int count = AddPlaces(btf, place);
            btf.ThrowIfClosedMeanwhile();
            _recordCount = count;
        }
        catch
        {
            _words.CutAt(end);
            btf.ThrowIfClosedMeanwhile();
            throw;
        }
    }

    /// <summary>Stores the places of the records of an appended object after those of all records, and returns the new number of records.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="place">The place of the words of all its records.</param>
    private int AddPlaces(BtfObject btf, WordChunks.Place place)
    {
        ReadOnlySpan<uint> offsets = btf.RecordOffsets;
        int count = checked(_recordCount + offsets.Length);
        if (count > _records.Length)
        {
            _records.Grow(Math.Max(count, Math.Min(2 * _records.Length, int.MaxValue / 16)), _recordCount);
        }

        Span<WordChunks.Place> added = _records.Span[_recordCount..count];
        for (int i = 0; i < added.Length; i++)
        {
            (int start, int length) = RecordWords.RangeOf(offsets, i, place.Count).GetOffsetAndLength(place.Count);
            added[i] = new WordChunks.Place(place.Chunk, place.Start + start, length);
        }

        return count;
    }

    /// <summary>Adds a copy of a record. The map gives the new ids and names.</summary>
    private void AddCopy(BtfType type, ref ImportMap import)
    {
        uint[] record = RecordWords.CopyChecked(type);
        import.Owner = type.Object;
        RecordFields.Map(record, ref import);
        record.CopyTo(_words.Add(record.Length, out WordChunks.Place place));
        _ = Append(place);
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

        public readonly uint MapName(uint offset) => builder.Sources.Map(Owner!, offset);
    }
}
