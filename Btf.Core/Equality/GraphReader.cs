using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Makes a <see cref="TypeGraph"/> from objects, and checks every type id and string offset.</summary>
internal sealed class GraphReader
{
    private readonly NameNumbers _names;
    private readonly List<GraphPart> _parts = [];
    private readonly WorkArena _arena;
    private WorkArray<uint> _words;
    private int[] _firstWords = [];
    private WorkArray<int> _starts;
    private WorkArray<int> _edgeStarts;
    private WorkArray<int> _edges;

    private GraphReader(NameNumbers names) => (_names, _arena) = (names, names.Arena);

    /// <summary>Returns an arena of the size that a graph of an object and its bases, and what is found out about it, usually need.</summary>
    public static WorkArena ArenaFor(BtfObject btf)
    {
        long bytes = 0;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            bytes += part.Data.Length;
        }

        return new WorkArena(2 * bytes);
    }

    /// <summary>Reads an object and its bases. The nodes are the type ids.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="names">Receives the numbers of all names in use. Callers mark other names that need a number before.</param>
    /// <param name="places">The result of <see cref="NameNumbers.Add"/> for the object.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, or a kind is unknown.</exception>
    public static TypeGraph Read(BtfObject btf, NameNumbers names, NamePlaces places)
    {
        var reader = new GraphReader(names);
        reader.Add(btf, 0, places);
        return reader.Read();
    }

    /// <summary>Reads the objects of two sides and their bases as one graph. A base that several objects of a side share is read once.</summary>
    /// <param name="first">The objects whose nodes come first.</param>
    /// <param name="second">The objects whose nodes come after them.</param>
    /// <param name="names">Receives the numbers of all names in use.</param>
    /// <param name="parts">All objects and bases, in the order of their nodes.</param>
    /// <param name="secondPart">The index of the second side's first part.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, or a kind is unknown.</exception>
    public static TypeGraph ReadSides(
        IEnumerable<BtfObject> first, IEnumerable<BtfObject> second, NameNumbers names, out IReadOnlyList<GraphPart> parts, out int secondPart)
    {
        var reader = new GraphReader(names);
        foreach (BtfObject btf in first)
        {
            reader.Add(btf, 0, names.Add(btf));
        }

        secondPart = reader._parts.Count;
        foreach (BtfObject btf in second)
        {
            reader.Add(btf, secondPart, names.Add(btf));
        }

        parts = reader._parts;
        return reader.Read();
    }

    /// <summary>Adds an object, and those of its bases that its side does not have yet.</summary>
    private GraphPart Add(BtfObject btf, int firstPartOfSide, NamePlaces places)
    {
        int known = _parts.FindIndex(firstPartOfSide, part => part.Object == btf);
        if (known >= 0)
        {
            return _parts[known];
        }

        GraphPart? below = btf.Base is null ? null : Add(btf.Base, firstPartOfSide, places);
        var added = new GraphPart(btf, _parts.Count == 0 ? 1 : _parts[^1].EndNode, below, places);
        _parts.Add(added);
        return added;
    }

    private TypeGraph Read()
    {
        Reserve();

        // Two threads cannot mark in the same words.
        ulong[] marks = _names.NewMarks();
        TwoThreads.Run(_starts.Length - 1, (first, end) => ForEachPart(first, end, (part, from, to) => CopyAndCheck(part, from, to, first == 0 ? _names.Marks : marks)));
        _names.Mark(marks);
        int total = 0;
        foreach (ref int start in _edgeStarts.Span)
        {
            (start, total) = (total, total + start);
        }

        _names.Assign();
        _edges = _arena.Take<int>(total);
        TwoThreads.Run(_starts.Length - 1, (first, end) => ForEachPart(first, end, Separate));
        return new TypeGraph(_arena, _words, _starts, _edgeStarts, _edges);
    }

    /// <summary>Makes room for all type sections, after the three words of void.</summary>
    private void Reserve()
    {
        long count = RecordShape.HeadWords;
        _firstWords = new int[_parts.Count + 1];
        for (int i = 0; i < _parts.Count; i++)
        {
            _firstWords[i] = (int)count;
            count += _parts[i].Object.TypeWords.Length;
        }

        _firstWords[^1] = (int)count;
        _words = _arena.Take<uint>((int)count);
        _starts = _arena.Take<int>(_parts[^1].EndNode + 1);
        _starts[1] = RecordShape.HeadWords;
        _edgeStarts = _arena.Take<int>(_starts.Length);
    }

    private void ForEachPart(int first, int end, Action<int, int, int> action)
    {
        for (int part = 0; part < _parts.Count; part++)
        {
            int from = Math.Max(first, _parts[part].FirstNode);
            int to = Math.Min(end, _parts[part].EndNode);
            if (from < to)
            {
                action(part, from, to);
            }
        }
    }

    /// <summary>Copies some records of a part and checks them, a few at a time, so that those to check are in the processor's cache.</summary>
    private void CopyAndCheck(int part, int first, int end, ulong[] marks)
    {
        const int few = 4096;
        for (int from = first; from < end; from += few)
        {
            int to = Math.Min(from + few, end);
            Copy(part, from, to);
            Check(_parts[part], from, to, marks);
        }
    }

    /// <summary>Copies records in the machine's byte order.</summary>
    private void Copy(int index, int first, int end)
    {
        GraphPart part = _parts[index];
        int firstWord = _firstWords[index];
        ReadOnlySpan<uint> offsets = part.Object.RecordOffsets;
        Span<int> starts = _starts;
        for (int node = first; node < end; node++)
        {
            starts[node] = firstWord + (int)(offsets[node - part.FirstNode] / sizeof(uint));
        }

        int last = end == part.EndNode ? _firstWords[index + 1] : firstWord + (int)(offsets[end - part.FirstNode] / sizeof(uint));
        starts[end] = last;
        Span<uint> copy = _words.AsSpan(starts[first], last - starts[first]);
        part.Object.TypeWords.Slice(starts[first] - firstWord, copy.Length).CopyTo(copy);
    }

    /// <summary>Checks the ids and names of some records, marks the names, and counts the ids.</summary>
    private void Check(GraphPart part, int first, int end, ulong[] marks)
    {
        uint ids = part.Object.NextTypeId;
        uint strings = Math.Max(part.Object.NextStringOffset, 1);
        NamePlaces places = part.Names;
        ReadOnlySpan<uint> words = _words;
        for (int node = first; node < end; node++)
        {
            int start = _starts[node];
            ReadOnlySpan<uint> record = words[start.._starts[node + 1]];
            ref readonly RecordShape shape = ref RecordShape.Of(RecordFormat.Kind(record[1]));
            if (!shape.IsKnown)
            {
                ThrowUnknownKind(part, node);
            }

            uint name = record[0];
            if (name >= strings)
            {
                ThrowName(part, node, start);
            }

            NameNumbers.Mark(marks, places.Of(name));
            int edges = shape.FixedIds;
            if (shape.HeadIsId)
            {
                edges++;
                if (record[2] >= ids)
                {
                    ThrowId(part, node, start + 2);
                }
            }

            for (int word = RecordShape.HeadWords; word < RecordShape.HeadWords + shape.FixedIds; word++)
            {
                if (record[word] >= ids)
                {
                    ThrowId(part, node, start + word);
                }
            }

            int stride = shape.Stride;
            if (stride != 0)
            {
                int firstElement = RecordShape.HeadWords + shape.FixedWords;
                for (int word = firstElement + shape.NameAt; shape.NameAt >= 0 && word < record.Length; word += stride)
                {
                    name = record[word];
                    if (name >= strings)
                    {
                        ThrowName(part, node, start + word);
                    }

                    NameNumbers.Mark(marks, places.Of(name));
                }

                for (int i = 0; i < shape.IdCount; i++)
                {
                    for (int word = firstElement + shape.FirstId + i; word < record.Length; word += stride)
                    {
                        edges++;
                        if (record[word] >= ids)
                        {
                            ThrowId(part, node, start + word);
                        }
                    }
                }
            }

            _edgeStarts[node] = edges;
        }
    }

    /// <summary>Moves the ids out of the records of some nodes, and replaces name offsets by name numbers.</summary>
    private void Separate(int index, int first, int end)
    {
        GraphPart part = _parts[index];
        NamePlaces places = part.Names;
        NameNumbers.Reader numbers = _names.NewReader();
        Span<int> edges = _edges;
        for (int node = first; node < end; node++)
        {
            Span<uint> record = _words.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);
            int edge = _edgeStarts[node];
            BtfKind kind = RecordFormat.Kind(record[1]);
            ref readonly RecordShape shape = ref RecordShape.Of(kind);
            record[0] = (uint)numbers.Of(places.Of(record[0]));
            if (shape.HeadIsId)
            {
                edges[edge++] = Take(ref record[2], part);
            }
            else if (kind == BtfKind.Fwd)
            {
                // GCC 12 leaves a meaningless number there.
                record[2] = 0;
            }

            for (int i = 0; i < shape.FixedIds; i++)
            {
                edges[edge++] = Take(ref record[RecordShape.HeadWords + i], part);
            }

            int stride = shape.Stride;
            if (stride != 0)
            {
                int firstElement = RecordShape.HeadWords + shape.FixedWords;
                for (int word = firstElement + shape.NameAt; shape.NameAt >= 0 && word < record.Length; word += stride)
                {
                    record[word] = (uint)numbers.Of(places.Of(record[word]));
                }

                int idCount = shape.IdCount;
                for (int element = firstElement + shape.FirstId; idCount != 0 && element < record.Length; element += stride)
                {
                    for (int i = 0; i < idCount; i++)
                    {
                        edges[edge++] = Take(ref record[element + i], part);
                    }
                }
            }
        }
    }

    private static int Take(ref uint id, GraphPart part)
    {
        int node = part.NodeOf(id);
        id = 0;
        return node;
    }

    private void ThrowUnknownKind(GraphPart part, int node)
    {
        uint id = part.IdOf(node);
        int kind = (int)RecordFormat.Kind(_words[_starts[node] + 1]);
        string what = $"of kind {kind}, whose references this version does not know";
        new BtfError(BtfErrorCode.UnexpectedKind, PlaceOf(part, node, _starts[node] + 1), id, id, text: what).Throw();
    }

    private void ThrowId(GraphPart part, int node, int word) =>
        new BtfError(BtfErrorCode.TypeIdOutOfRange, PlaceOf(part, node, word), part.IdOf(node), _words[word], part.Object.NextTypeId - 1).Throw();

    private void ThrowName(GraphPart part, int node, int word) =>
        new BtfError(BtfErrorCode.NameOffsetOutOfRange, PlaceOf(part, node, word), part.IdOf(node), _words[word], part.Object.NextStringOffset).Throw();

    private long PlaceOf(GraphPart part, int node, int word) =>
        part.Object.ByteOffsetOf(part.Object.RecordOffsets[node - part.FirstNode] + (uint)((word - _starts[node]) * sizeof(uint)));
}
