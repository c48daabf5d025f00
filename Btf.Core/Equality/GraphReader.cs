using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Makes a <see cref="TypeGraph"/> from objects, and checks every type id and string offset.</summary>
internal sealed class GraphReader
{
    private readonly NameNumbers _names;
    private readonly List<GraphPart> _parts = [];
    private uint[] _words = [];
    private int[] _starts = [];
    private int[] _edgeStarts = [];
    private int[] _edges = [];

    private GraphReader(NameNumbers names) => _names = names;

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
        CopyWords();
        _edgeStarts = new int[_starts.Length];

        // Two threads cannot mark in the same words.
        ulong[] marks = _names.NewMarks();
        TwoThreads.Run(_starts.Length - 1, (first, end) => Check(first, end, first == 0 ? _names.Marks : marks));
        _names.Mark(marks);
        int total = 0;
        foreach (ref int start in _edgeStarts.AsSpan())
        {
            (start, total) = (total, total + start);
        }

        _names.Assign();
        _edges = GC.AllocateUninitializedArray<int>(total);
        TwoThreads.Run(_starts.Length - 1, Separate);
        return new TypeGraph(_words, _starts, _edgeStarts, _edges);
    }

    /// <summary>Copies all type sections in the machine's byte order, after the three words of void.</summary>
    private void CopyWords()
    {
        long count = RecordShape.HeadWords;
        foreach (GraphPart part in _parts)
        {
            count += part.Object.TypeSection.Length / sizeof(uint);
        }

        GraphPart last = _parts[^1];
        _words = GC.AllocateUninitializedArray<uint>((int)count);
        _words.AsSpan(0, RecordShape.HeadWords).Clear();
        _starts = new int[last.EndNode + 1];
        int word = RecordShape.HeadWords;
        foreach (GraphPart part in _parts)
        {
            ReadOnlySpan<byte> section = part.Object.TypeSection;
            Span<uint> copy = _words.AsSpan(word, section.Length / sizeof(uint));
            section[..(copy.Length * sizeof(uint))].CopyTo(MemoryMarshal.AsBytes(copy));
            if (part.Object.Header.IsSwapped)
            {
                BinaryPrimitives.ReverseEndianness(copy, copy);
            }

            int node = part.FirstNode;
            foreach (uint offset in part.Object.RecordOffsets)
            {
                _starts[node++] = word + (int)(offset / sizeof(uint));
            }

            word += copy.Length;
            _starts[node] = word;
        }
    }

    /// <summary>Checks the ids and names of some records, marks the names, and counts the ids.</summary>
    private void Check(int first, int end, ulong[] marks)
    {
        foreach (GraphPart part in _parts)
        {
            Check(part, Math.Max(first, part.FirstNode), Math.Min(end, part.EndNode), marks);
        }
    }

    private void Check(GraphPart part, int first, int end, ulong[] marks)
    {
        uint ids = part.Object.NextTypeId;
        uint strings = Math.Max(part.Object.NextStringOffset, 1);
        NamePlaces places = part.Names;
        ReadOnlySpan<uint> words = _words;
        for (int node = first; node < end; node++)
        {
            int word = _starts[node];
            ref readonly RecordShape shape = ref RecordShape.Of(RecordFormat.Kind(words[word + 1]));
            int edges = (shape.HeadIsId ? 1 : 0) + shape.FixedIds;
            if (!shape.IsKnown)
            {
                ThrowUnknownKind(part, node);
            }

            if (words[word] >= strings)
            {
                ThrowName(part, node, word);
            }

            NameNumbers.Mark(marks, places.Of(words[word]));
            if (shape.HeadIsId && words[word + 2] >= ids)
            {
                ThrowId(part, node, word + 2);
            }

            word += RecordShape.HeadWords;
            for (int i = 0; i < shape.FixedIds; i++)
            {
                if (words[word + i] >= ids)
                {
                    ThrowId(part, node, word + i);
                }
            }

            word += shape.FixedWords;
            if (shape.Stride != 0)
            {
                int last = _starts[node + 1];
                for (; word < last; word += shape.Stride)
                {
                    edges += shape.IdCount;
                    if (shape.NameAt >= 0)
                    {
                        uint name = words[word + shape.NameAt];
                        if (name >= strings)
                        {
                            ThrowName(part, node, word + shape.NameAt);
                        }

                        NameNumbers.Mark(marks, places.Of(name));
                    }

                    for (int i = shape.FirstId; i < shape.FirstId + shape.IdCount; i++)
                    {
                        if (words[word + i] >= ids)
                        {
                            ThrowId(part, node, word + i);
                        }
                    }
                }
            }

            _edgeStarts[node] = edges;
        }
    }

    /// <summary>Moves the ids out of the records of some nodes, and replaces name offsets by name numbers.</summary>
    private void Separate(int first, int end)
    {
        foreach (GraphPart part in _parts)
        {
            Separate(part, Math.Max(first, part.FirstNode), Math.Min(end, part.EndNode));
        }
    }

    private void Separate(GraphPart part, int first, int end)
    {
        Span<uint> words = _words;
        Span<int> edges = _edges;
        for (int node = first; node < end; node++)
        {
            int word = _starts[node];
            int edge = _edgeStarts[node];
            BtfKind kind = RecordFormat.Kind(words[word + 1]);
            ref readonly RecordShape shape = ref RecordShape.Of(kind);
            words[word] = (uint)_names.Of(part.Names.Of(words[word]));
            if (shape.HeadIsId)
            {
                edges[edge++] = Take(ref words[word + 2], part);
            }
            else if (kind == BtfKind.Fwd)
            {
                // GCC 12 leaves a meaningless number there.
                words[word + 2] = 0;
            }

            word += RecordShape.HeadWords;
            for (int i = 0; i < shape.FixedIds; i++)
            {
                edges[edge++] = Take(ref words[word + i], part);
            }

            word += shape.FixedWords;
            if (shape.Stride != 0)
            {
                int last = _starts[node + 1];
                for (; word < last; word += shape.Stride)
                {
                    if (shape.NameAt >= 0)
                    {
                        ref uint name = ref words[word + shape.NameAt];
                        name = (uint)_names.Of(part.Names.Of(name));
                    }

                    for (int i = shape.FirstId; i < shape.FirstId + shape.IdCount; i++)
                    {
                        edges[edge++] = Take(ref words[word + i], part);
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
