using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Building;
using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>Puts the types of several objects into one.</summary>
public static class BtfMerger
{
    /// <summary>
    /// Returns an object with the types of several, one after the other, as libbpf's <c>btf__add_btf</c> appends them. Equal types stay separate: see
    /// <see cref="BtfDeduplicator"/>.
    /// </summary>
    /// <param name="objects">
    /// The objects, at least one. The first one's types and strings come first and unchanged, and the result has its base, header and layout section. Each other
    /// object stands alone or has that same base.
    /// </param>
    /// <returns>The new object and the maps, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">There is no object, or one has another base or byte order than the first.</exception>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is not known, or all together have more types or strings than can be counted.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">An object or its base is disposed.</exception>
    public static BtfConcatenation Concatenate(params IReadOnlyList<BtfObject> objects) => Concatenate(objects, []);

    /// <summary>
    /// Returns an object with the types of several, one after the other, and their <c>.BTF.ext</c> sections with the new ids and strings. See
    /// <see cref="Concatenate(IReadOnlyList{BtfObject})"/>.
    /// </summary>
    /// <param name="objects">The objects, at least one.</param>
    /// <param name="extensions">The section of each object, in the same order; an empty one for an object without. An empty list stands for empty sections.</param>
    /// <returns>The new object, the sections and the maps, which the caller disposes.</returns>
    /// <remarks>The sections stay separate: only a linker knows where it puts the instructions that their records describe.</remarks>
    /// <exception cref="ArgumentException">There is no object, one has another base or byte order than the first, or the sections are not one for each.</exception>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is not known, a section is damaged, or all together have more types or strings than can be counted.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">An object or its base is disposed.</exception>
    public static BtfConcatenation Concatenate(IReadOnlyList<BtfObject> objects, IReadOnlyList<ReadOnlyMemory<byte>> extensions)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(extensions);
        Check(objects);
        if (extensions.Count != 0 && extensions.Count != objects.Count)
        {
            throw new ArgumentException($"There are {extensions.Count} sections for {objects.Count} objects; one for each is needed, or none.", nameof(extensions));
        }

        BtfObject first = objects[0];
        ExtensionWords?[] words = [.. objects.Select((btf, i) => extensions.Count == 0 ? null : ExtensionWords.Read(extensions[i].Span, btf))];
        uint[][] sections = [.. objects.Select(RecordWords.Copy)];
        int[][] starts = [.. objects.Select(RecordWords.Starts)];
        NameNumbers names = NumberNames(objects, sections, starts, words, out NamePlaces[] places);

        // The first object's strings, and its base's, are known; only those of the others that neither has are added.
        var strings = new OutputStrings(names, first.NextStringOffset);
        var maps = new ShiftedIds[objects.Count];
        uint nextId = first.NextTypeId;
        maps[0] = new ShiftedIds(first.FirstTypeId, first.FirstTypeId, first.NextTypeId);
        var newExtensions = new ReadOnlyMemory<byte>[objects.Count];
        newExtensions[0] = extensions.Count == 0 ? default : extensions[0].ToArray();
        long wordCount = sections[0].Length;
        for (int i = 1; i < objects.Count; i++)
        {
            maps[i] = new ShiftedIds(objects[i].FirstTypeId, nextId, objects[i].NextTypeId);
            var map = new ShiftedWords(maps[i], names, strings, places[i]);
            MapRecords(sections[i], starts[i], map);
            newExtensions[i] = words[i]?.Map(ref map);
            nextId = checked(nextId + (uint)objects[i].TypeCount);
            wordCount += sections[i].Length;
        }

        BtfObject result = Write(first, sections, wordCount, strings);
        foreach (BtfObject part in objects)
        {
            part.ThrowIfClosedMeanwhile();
        }

        return new BtfConcatenation(result, maps, newExtensions);
    }

    private static void Check(IReadOnlyList<BtfObject> objects)
    {
        if (objects.Count == 0)
        {
            throw new ArgumentException("There is no object.", nameof(objects));
        }

        for (int i = 1; i < objects.Count; i++)
        {
            if (objects[i].ByteOrder != objects[0].ByteOrder)
            {
                throw new ArgumentException($"Object {i} is {objects[i].ByteOrder}, the first {objects[0].ByteOrder}.", nameof(objects));
            }

            if (objects[i].Base is not null && objects[i].Base != objects[0].Base)
            {
                throw new ArgumentException($"Object {i} has another base than the first.", nameof(objects));
            }
        }
    }

    private static NameNumbers NumberNames(
        IReadOnlyList<BtfObject> objects, uint[][] sections, int[][] starts, ExtensionWords?[] extensions, out NamePlaces[] places)
    {
        var names = new NameNumbers();
        places = new NamePlaces[objects.Count];
        for (int i = 0; i < objects.Count; i++)
        {
            places[i] = names.Add(objects[i]);
        }

        for (BtfObject? part = objects[0]; part is not null; part = part.Base)
        {
            names.MarkAll(part);
        }

        for (int i = 0; i < objects.Count; i++)
        {
            RecordWords.Check(objects[i], sections[i], starts[i]);
            if (i != 0)
            {
                var map = new MarkingMap(names, places[i]);
                for (int record = 0; record + 1 < starts[i].Length; record++)
                {
                    RecordFields.Visit(sections[i].AsSpan(starts[i][record]..starts[i][record + 1]), ref map);
                }

                foreach (int place in extensions[i]?.Names ?? [])
                {
                    names.Mark(places[i].Of(extensions[i]!.Get(place)));
                }
            }
        }

        names.Assign();
        return names;
    }

    private static void MapRecords(uint[] words, int[] starts, ShiftedWords map)
    {
        for (int record = 0; record + 1 < starts.Length; record++)
        {
            RecordFields.Map(words.AsSpan(starts[record], starts[record + 1] - starts[record]), ref map);
        }
    }

    private static BtfObject Write(BtfObject first, uint[][] sections, long words, OutputStrings strings)
    {
        ReadOnlySpan<byte> known = first.Strings;
        BtfMemory memory = ObjectForm.Like(first).Allocate(words * sizeof(uint), checked(known.Length + strings.Length), out Span<byte> types, out Span<byte> text);
        Span<uint> rest = MemoryMarshal.Cast<byte, uint>(types);
        foreach (uint[] section in sections)
        {
            section.CopyTo(rest);
            rest = rest[section.Length..];
        }

        if (first.Header.IsSwapped)
        {
            Span<uint> all = MemoryMarshal.Cast<byte, uint>(types);
            BinaryPrimitives.ReverseEndianness(all, all);
        }

        known.CopyTo(text);
        strings.CopyTo(text[known.Length..]);
        return BtfObject.CreateOwned(memory, first.Base);
    }

    /// <summary>Turns an object's ids and string offsets into those of the new object.</summary>
    private readonly struct ShiftedWords(ShiftedIds ids, NameNumbers names, OutputStrings strings, NamePlaces places) : IWordMap
    {
        public uint MapId(uint id) => ids.Map(id);

        public uint MapName(uint offset) => strings.Add(names.Of(places.Of(offset)));
    }

    /// <summary>Marks names and changes nothing.</summary>
    private readonly struct MarkingMap(NameNumbers names, NamePlaces places) : IWordMap
    {
        public uint MapId(uint id) => id;

        public uint MapName(uint offset)
        {
            names.Mark(places.Of(offset));
            return offset;
        }
    }
}
