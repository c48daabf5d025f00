using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Building;

namespace Btf.Core.Programs;

/// <summary>Writes the kept types as a new object: in the order of their ids, with their kept members, and each name once.</summary>
internal struct MinimalWriter : IWordMap
{
    // Unless names overlap in the kernel's string section, the result needs at most as many bytes as that section.
    private const int NameAllowance = 4096;

    private readonly MinimalMarks _marks;
    private readonly NameStore _names;
    private readonly List<uint> _words;
    private BtfObject _owner;
    private long _nameLimit;

    private MinimalWriter(MinimalMarks marks, BtfObject first)
    {
        _marks = marks;
        _names = new NameStore(null);
        _words = [];
        _owner = first;
        _nameLimit = NameAllowance;
    }

    /// <summary>Writes the kept types of objects and of their bases.</summary>
    /// <param name="marks">The types and members to keep.</param>
    /// <param name="objects">A kernel and its modules; repeated objects are skipped.</param>
    /// <param name="inNativeOrder">Whether the result has the machine's byte order instead of the kernel's.</param>
    /// <exception cref="BtfFormatException">A kept type refers to a type or name that does not exist.</exception>
    public static BtfObject Write(MinimalMarks marks, IEnumerable<BtfObject> objects, bool inNativeOrder)
    {
        List<BtfObject> parts = [];
        foreach (BtfObject btf in objects)
        {
            AddWithBases(parts, btf);
        }

        uint next = 1;
        foreach (BtfObject part in parts)
        {
            foreach (MinimalType type in marks.Of(part))
            {
                type.NewId = next++;
            }
        }

        var writer = new MinimalWriter(marks, parts[0]);
        foreach (BtfObject part in parts)
        {
            writer.Add(part);
        }

        return writer.ToObject(!inNativeOrder && parts[0].Header.IsSwapped);
    }

    public readonly uint MapId(uint id) => _marks.TryGet(_owner, id, out MinimalType? type) ? type.NewId : 0;

    public readonly uint MapName(uint offset) => _owner.TryReadString(offset, out ReadOnlySpan<byte> name) ? _names.Add(name) : 0;

    /// <summary>Adds an object after its bases, unless they are already in the list.</summary>
    private static void AddWithBases(List<BtfObject> parts, BtfObject btf)
    {
        int at = parts.Count;
        for (BtfObject? part = btf; part is not null && !parts.Contains(part); part = part.Base)
        {
            parts.Insert(at, part);
        }
    }

    private void Add(BtfObject part)
    {
        _owner = part;
        _nameLimit += part.Strings.Length;
        foreach (MinimalType kept in _marks.Of(part))
        {
            uint[] record = RecordWords.CopyChecked(kept.Type);
            int start = _words.Count;
            _words.AddRange(CoreKinds.IsComposite(kept.Type.Kind) ? WithKeptMembers(kept, record) : record);
            RecordFields.Map(CollectionsMarshal.AsSpan(_words)[start..], ref this);
            if (_names.Bytes.Length > _nameLimit)
            {
                new BtfError(BtfErrorCode.TextTooLarge).Throw();
            }
        }

        GC.KeepAlive(part);
    }

    private static ReadOnlySpan<uint> WithKeptMembers(MinimalType kept, uint[] record)
    {
        const int memberWords = 3;
        int length = RecordShape.HeadWords;
        bool hasBitFields = false;
        for (int i = 0; i < kept.Type.Vlen; i++)
        {
            if (kept.HasMember(i))
            {
                Span<uint> member = record.AsSpan(RecordShape.HeadWords + (i * memberWords), memberWords);
                hasBitFields |= kept.Type.KindFlag && member[2] >> 24 != 0;
                member.CopyTo(record.AsSpan(length));
                length += memberWords;
            }
        }

        uint members = (uint)(length - RecordShape.HeadWords) / memberWords;
        record[1] = ((uint)kept.Type.Kind << 24) | members | (hasBitFields ? 1u << 31 : 0);
        return record.AsSpan(0, length);
    }

    private readonly BtfObject ToObject(bool isSwapped)
    {
        BtfMemory memory = ObjectForm.New(null, isSwapped).Allocate((long)_words.Count * sizeof(uint), _names.Bytes.Length, out Span<byte> types, out Span<byte> strings);
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(types);
        CollectionsMarshal.AsSpan(_words).CopyTo(words);
        if (isSwapped)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        _names.Bytes.CopyTo(strings);
        return BtfObject.CreateOwned(memory, null);
    }
}
