using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Makes a <see cref="TypeGraph"/> of objects and checks every type id and string offset on the way.</summary>
internal sealed class GraphReader
{
    private readonly NameNumbers _names;
    private readonly List<Source> _sources = [];
    private uint[] _words = [];
    private int[] _starts = [];
    private int[] _edgeStarts = [];
    private int[] _edges = [];

    private GraphReader(NameNumbers names) => _names = names;

    /// <summary>Reads an object and its bases. The nodes are the type ids.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="names">The numbers of all names in use. What else needs a number is marked before.</param>
    /// <param name="places">What <see cref="NameNumbers.Add"/> gave for the object.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, or a kind is not known.</exception>
    public static TypeGraph Read(BtfObject btf, NameNumbers names, NamePlaces places)
    {
        var reader = new GraphReader(names);
        reader.AddChain(btf, nodeShift: 0, places);
        return reader.Read();
    }

    /// <summary>Reads two objects and their bases as one graph.</summary>
    /// <param name="first">The object whose nodes are its type ids.</param>
    /// <param name="second">The object whose nodes come after them.</param>
    /// <param name="names">The numbers of all names in use.</param>
    /// <param name="secondNode">What is to be added to the second object's type ids, other than void's.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, or a kind is not known.</exception>
    public static TypeGraph ReadBoth(BtfObject first, BtfObject second, NameNumbers names, out int secondNode)
    {
        var reader = new GraphReader(names);
        reader.AddChain(first, nodeShift: 0, names.Add(first));
        secondNode = checked((int)first.NextTypeId - 1);
        reader.AddChain(second, secondNode, names.Add(second));
        return reader.Read();
    }

    private void AddChain(BtfObject btf, int nodeShift, NamePlaces places)
    {
        int place = _sources.Count;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            _sources.Insert(place, new Source(part, checked((int)part.FirstTypeId + nodeShift), nodeShift, places));
        }
    }

    private TypeGraph Read()
    {
        CopyWords();
        _edgeStarts = new int[_starts.Length];
        foreach (Source source in _sources)
        {
            Check(source);
        }

        int total = 0;
        foreach (ref int start in _edgeStarts.AsSpan())
        {
            (start, total) = (total, total + start);
        }

        _names.Assign();
        _edges = new int[total];
        foreach (Source source in _sources)
        {
            Separate(source);
        }

        return new TypeGraph(_words, _starts, _edgeStarts, _edges);
    }

    /// <summary>Copies all type sections, in the machine's byte order, behind void's three words.</summary>
    private void CopyWords()
    {
        long count = RecordShape.HeadWords;
        foreach (Source source in _sources)
        {
            count += source.Object.TypeSection.Length / sizeof(uint);
        }

        Source last = _sources[^1];
        _words = new uint[count];
        _starts = new int[last.FirstNode + last.Object.TypeCount + 1];
        int word = RecordShape.HeadWords;
        foreach (Source source in _sources)
        {
            ReadOnlySpan<byte> section = source.Object.TypeSection;
            Span<uint> copy = _words.AsSpan(word, section.Length / sizeof(uint));
            section[..(copy.Length * sizeof(uint))].CopyTo(MemoryMarshal.AsBytes(copy));
            if (source.Object.Header.IsSwapped)
            {
                BinaryPrimitives.ReverseEndianness(copy, copy);
            }

            int node = source.FirstNode;
            foreach (uint offset in source.Object.RecordOffsets)
            {
                _starts[node++] = word + (int)(offset / sizeof(uint));
            }

            word += copy.Length;
            _starts[node] = word;
        }
    }

    /// <summary>Checks the ids and names of an object's records, marks the names and counts the ids.</summary>
    private void Check(Source source)
    {
        uint ids = source.Object.NextTypeId;
        uint strings = Math.Max(source.Object.NextStringOffset, 1);
        ReadOnlySpan<uint> words = _words;
        int end = source.FirstNode + source.Object.TypeCount;
        for (int node = source.FirstNode; node < end; node++)
        {
            int word = _starts[node];
            RecordShape shape = RecordShape.Of(RecordFormat.Kind(words[word + 1]));
            int edges = (shape.HeadIsId ? 1 : 0) + shape.FixedIds;
            if (!shape.IsKnown)
            {
                ThrowUnknownKind(source, node);
            }

            if (words[word] >= strings)
            {
                ThrowName(source, node, word);
            }

            _names.Mark(source.Names.Of(words[word]));
            if (shape.HeadIsId && words[word + 2] >= ids)
            {
                ThrowId(source, node, word + 2);
            }

            word += RecordShape.HeadWords;
            for (int i = 0; i < shape.FixedIds; i++)
            {
                if (words[word + i] >= ids)
                {
                    ThrowId(source, node, word + i);
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
                            ThrowName(source, node, word + shape.NameAt);
                        }

                        _names.Mark(source.Names.Of(name));
                    }

                    for (int i = shape.FirstId; i < shape.FirstId + shape.IdCount; i++)
                    {
                        if (words[word + i] >= ids)
                        {
                            ThrowId(source, node, word + i);
                        }
                    }
                }
            }

            _edgeStarts[node] = edges;
        }
    }

    /// <summary>Takes the ids out of an object's records and puts the names' numbers in.</summary>
    private void Separate(Source source)
    {
        Span<uint> words = _words;
        Span<int> edges = _edges;
        int end = source.FirstNode + source.Object.TypeCount;
        for (int node = source.FirstNode; node < end; node++)
        {
            int word = _starts[node];
            int edge = _edgeStarts[node];
            BtfKind kind = RecordFormat.Kind(words[word + 1]);
            RecordShape shape = RecordShape.Of(kind);
            words[word] = (uint)_names.Of(source.Names.Of(words[word]));
            if (shape.HeadIsId)
            {
                edges[edge++] = Take(ref words[word + 2], source.NodeShift);
            }
            else if (kind == BtfKind.Fwd)
            {
                // GCC 12 leaves a number there that means nothing.
                words[word + 2] = 0;
            }

            word += RecordShape.HeadWords;
            for (int i = 0; i < shape.FixedIds; i++)
            {
                edges[edge++] = Take(ref words[word + i], source.NodeShift);
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
                        name = (uint)_names.Of(source.Names.Of(name));
                    }

                    for (int i = shape.FirstId; i < shape.FirstId + shape.IdCount; i++)
                    {
                        edges[edge++] = Take(ref words[word + i], source.NodeShift);
                    }
                }
            }
        }
    }

    private static int Take(ref uint id, int nodeShift)
    {
        int node = id == 0 ? 0 : (int)id + nodeShift;
        id = 0;
        return node;
    }

    private void ThrowUnknownKind(Source source, int node)
    {
        uint id = (uint)(node - source.NodeShift);
        int kind = (int)RecordFormat.Kind(_words[_starts[node] + 1]);
        string what = $"of kind {kind}, whose references this version does not know";
        new BtfError(BtfErrorCode.UnexpectedKind, PlaceOf(source, node, _starts[node] + 1), id, id, text: what).Throw();
    }

    private void ThrowId(Source source, int node, int word) =>
        new BtfError(BtfErrorCode.TypeIdOutOfRange, PlaceOf(source, node, word), (uint)(node - source.NodeShift), _words[word], source.Object.NextTypeId - 1).Throw();

    private void ThrowName(Source source, int node, int word) =>
        new BtfError(BtfErrorCode.NameOffsetOutOfRange, PlaceOf(source, node, word), (uint)(node - source.NodeShift), _words[word], source.Object.NextStringOffset).Throw();

    private long PlaceOf(Source source, int node, int word) =>
        source.Object.ByteOffsetOf(source.Object.RecordOffsets[node - source.FirstNode] + (uint)((word - _starts[node]) * sizeof(uint)));

    /// <summary>One object and how its numbers become those of the graph.</summary>
    private readonly record struct Source(BtfObject Object, int FirstNode, int NodeShift, NamePlaces Names);
}
