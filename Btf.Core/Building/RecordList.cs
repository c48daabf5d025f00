using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>The records of a new object. Each gets new ids and names when it is added.</summary>
internal sealed class RecordList
{
    private readonly List<uint> _words = [];
    private readonly OutputStrings _strings;
    private NewWords _map;

    /// <summary>Starts the list.</summary>
    /// <param name="names">The names of the records' old object.</param>
    /// <param name="strings">The new strings.</param>
    /// <param name="places">The places of the old object's strings among the names.</param>
    /// <param name="ids">The new ids, indexed by the old.</param>
    public RecordList(NameNumbers names, OutputStrings strings, NamePlaces places, uint[] ids)
    {
        _strings = strings;
        _map = new NewWords(ids, names, strings, places);
    }

    /// <summary>Adds a record, in the machine's byte order.</summary>
    public void Add(ReadOnlySpan<uint> record)
    {
        int start = _words.Count;
        _words.AddRange(record);
        RecordFields.Map(CollectionsMarshal.AsSpan(_words)[start..], ref _map);
    }

    /// <summary>Makes the object.</summary>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public BtfObject Write(in ObjectForm form)
    {
        BtfMemory memory = form.Allocate((long)_words.Count * sizeof(uint), _strings.Length, out Span<byte> types, out Span<byte> text);
        Span<uint> all = MemoryMarshal.Cast<byte, uint>(types);
        CollectionsMarshal.AsSpan(_words).CopyTo(all);
        if (form.IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(all, all);
        }

        _strings.CopyTo(text);
        return BtfObject.CreateOwned(memory, form.Base);
    }
}
