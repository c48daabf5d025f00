using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Writes nodes of a type graph as the records of a new object.</summary>
internal sealed class GraphWriter
{
    private readonly TypeGraph _graph;
    private readonly NameNumbers _names;
    private readonly OutputStrings _strings;

    // The first node whose names were already added.
    private int _firstNamed = int.MaxValue;

    public GraphWriter(TypeGraph graph, NameNumbers names, OutputStrings strings)
    {
        _names = names;
        _graph = graph;
        _strings = strings;
    }

    /// <summary>Adds a record's names to the new strings, in the order of the record.</summary>
    public void AddNames(int node)
    {
        ReadOnlySpan<uint> record = _graph.Record(node);
        ref readonly RecordShape shape = ref RecordShape.Of(_graph.Kind(node));
        _strings.Add((int)record[0]);
        if (shape.NameAt >= 0)
        {
            for (int word = RecordShape.HeadWords + shape.FixedWords; word < record.Length; word += shape.Stride)
            {
                _strings.Add((int)record[word + shape.NameAt]);
            }
        }
    }

    /// <summary>Adds the names of all nodes from one on, in the order of the nodes.</summary>
    public void AddAllNames(int firstNode)
    {
        for (int node = firstNode; node < _graph.Count; node++)
        {
            AddNames(node);
        }

        _firstNamed = firstNode;
    }

    /// <summary>Makes an object from nodes, in the given order, and its <c>.BTF.ext</c> section. The strings of the section come last.</summary>
    /// <param name="nodes">The nodes, which become the types from the first id on.</param>
    /// <param name="ids">The id of each node in the new object.</param>
    /// <param name="form">The form of the object.</param>
    /// <param name="extension">The section of the nodes' object; null for none.</param>
    /// <param name="places">The places of that object's strings among the names.</param>
    /// <param name="newExtension">The new section; empty for none.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public BtfObject Write(
        ReadOnlySpan<int> nodes, ReadOnlySpan<uint> ids, in ObjectForm form, ExtensionWords? extension, NamePlaces places, out byte[] newExtension)
    {
        long words = 0;
        foreach (int node in nodes)
        {
            if (node < _firstNamed)
            {
                AddNames(node);
            }

            words += _graph.Record(node).Length;
        }

        newExtension = [];
        if (extension is not null)
        {
            var map = new NewWords(ids.ToArray(), _names, _strings, places);
            newExtension = extension.Map(ref map);
        }

        BtfMemory memory = form.Allocate(words * sizeof(uint), _strings.Length, out Span<byte> types, out Span<byte> strings);
        var written = WrittenOffsets.In(memory, nodes.Length);
        Span<uint> offsets = written.Span;
        Span<uint> all = MemoryMarshal.Cast<byte, uint>(types);
        int place = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            int length = _graph.Record(nodes[i]).Length;
            offsets[i] = (uint)place * sizeof(uint);
            WriteRecord(nodes[i], ids, all.Slice(place, length));
            place += length;
        }

        if (form.IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(all, all);
        }

        _strings.CopyTo(strings);
        return BtfObject.CreateOwned(memory, form.Base, written);
    }

    private void WriteRecord(int node, ReadOnlySpan<uint> ids, Span<uint> record)
    {
        _graph.Record(node).CopyTo(record);
        ReadOnlySpan<int> targets = _graph.Targets(node);
        ref readonly RecordShape shape = ref RecordShape.Of(_graph.Kind(node));
        int edge = 0;
        record[0] = _strings.Add((int)record[0]);
        if (shape.HeadIsId)
        {
            record[2] = ids[targets[edge++]];
        }

        int word = RecordShape.HeadWords;
        for (int i = 0; i < shape.FixedIds; i++)
        {
            record[word + i] = ids[targets[edge++]];
        }

        if (shape.Stride == 0)
        {
            return;
        }

        for (word += shape.FixedWords; word < record.Length; word += shape.Stride)
        {
            if (shape.NameAt >= 0)
            {
                record[word + shape.NameAt] = _strings.Add((int)record[word + shape.NameAt]);
            }

            for (int i = shape.FirstId; i < shape.FirstId + shape.IdCount; i++)
            {
                record[word + i] = ids[targets[edge++]];
            }
        }
    }
}
