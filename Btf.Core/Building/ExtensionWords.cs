using System.Buffers.Binary;

namespace Btf.Core.Building;

/// <summary>
/// The words of a <c>.BTF.ext</c> section that are type ids or string offsets of its <c>.BTF</c> section. See <c>struct btf_ext_header</c> in libbpf's
/// <c>libbpf_internal.h</c>, and the kernel's <c>Documentation/bpf/btf.rst</c>.
/// </summary>
internal sealed class ExtensionWords
{
    private const int LeastHeader = 24;
    private const int CoreHeader = 32;

    private readonly byte[] _data;
    private readonly bool _isBig;
    private readonly List<int> _names = [];
    private readonly List<int> _ids = [];

    private ExtensionWords(ReadOnlySpan<byte> data)
    {
        _data = data.ToArray();
        _isBig = data is [0xEB, 0x9F, ..];
    }

    /// <summary>The places of the string offsets, in the order in which libbpf stores the strings.</summary>
    public IReadOnlyList<int> Names => _names;

    /// <summary>Reads a section.</summary>
    /// <param name="data">The section; empty for none.</param>
    /// <param name="btf">The object of the <c>.BTF</c> section.</param>
    /// <returns>The words; null for none.</returns>
    /// <exception cref="BtfFormatException">
    /// The section is damaged, of another byte order than the object, or refers to types or strings that do not exist.
    /// </exception>
    public static ExtensionWords? Read(ReadOnlySpan<byte> data, BtfObject btf)
    {
        if (data.IsEmpty)
        {
            return null;
        }

        var words = new ExtensionWords(data);
        words.ReadHeader(btf);
        foreach (int place in words._names)
        {
            uint offset = words.Get(place);
            if (offset >= btf.NextStringOffset && offset != 0)
            {
                new BtfError(BtfErrorCode.NameOffsetOutOfRange, place, 0, offset, btf.NextStringOffset, " in .BTF.ext").Throw();
            }
        }

        foreach (int place in words._ids)
        {
            if (words.Get(place) >= btf.NextTypeId)
            {
                new BtfError(BtfErrorCode.TypeIdOutOfRange, place, 0, words.Get(place), btf.NextTypeId - 1, " in .BTF.ext").Throw();
            }
        }

        return words;
    }

    /// <summary>Returns the type ids of the section.</summary>
    public IEnumerable<uint> GetIds() => _ids.Select(Get);

    /// <summary>Reads a word of the section.</summary>
    public uint Get(int place) =>
        _isBig ? BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(place)) : BinaryPrimitives.ReadUInt32LittleEndian(_data.AsSpan(place));

    /// <summary>Returns the section with new ids and string offsets.</summary>
    public byte[] Map<TMap>(ref TMap map)
        where TMap : struct, IWordMap
    {
        byte[] result = [.. _data];
        foreach (int place in _names)
        {
            Put(result, place, map.MapName(Get(place)));
        }

        foreach (int place in _ids)
        {
            Put(result, place, map.MapId(Get(place)));
        }

        return result;
    }

    /// <summary>Returns the section in the other byte order. Unknown bytes at the end of the header do not change.</summary>
    public byte[] Swap()
    {
        byte[] result = [.. _data];
        int header = (int)Get(4);
        int known = Math.Min(header & ~3, CoreHeader);
        result.AsSpan(0, 2).Reverse();
        SwapWords(result.AsSpan(4, known - 4));
        SwapWords(result.AsSpan(header));
        return result;
    }

    private static void SwapWords(Span<byte> bytes)
    {
        for (int place = 0; place + sizeof(uint) <= bytes.Length; place += sizeof(uint))
        {
            bytes.Slice(place, sizeof(uint)).Reverse();
        }
    }

    private void Put(Span<byte> data, int place, uint word)
    {
        if (_isBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data[place..], word);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data[place..], word);
        }
    }

    private void ReadHeader(BtfObject btf)
    {
        if (_data.Length < LeastHeader)
        {
            Throw($"ends after {_data.Length} bytes; its header takes {LeastHeader}", 0);
        }

        if (_data is not ([0x9F, 0xEB, ..] or [0xEB, 0x9F, ..]))
        {
            Throw("does not begin with the magic number 0xEB9F", 0);
        }

        if (_isBig != (btf.ByteOrder == BtfByteOrder.BigEndian))
        {
            Throw($"has another byte order than the types, which are {btf.ByteOrder}", 0);
        }

        if (_data[2] != 1 || _data[3] != 0)
        {
            Throw("has a version or flags that are not known", 2);
        }

        uint header = Get(4);
        if (header < LeastHeader || header > _data.Length)
        {
            Throw($"says that its header has {header} bytes; it must have {LeastHeader} to {_data.Length}", 4);
        }

        ReadPart(header, 8, leastRecord: 8, [], [4]);
        ReadPart(header, 16, leastRecord: 16, [4, 8], []);
        if (header >= CoreHeader)
        {
            ReadPart(header, 24, leastRecord: 16, [8], [4]);
        }
    }

    /// <summary>Reads one of the three parts: functions, lines, CO-RE relocations.</summary>
    private void ReadPart(uint header, int field, uint leastRecord, ReadOnlySpan<int> names, ReadOnlySpan<int> ids)
    {
        uint offset = Get(field);
        uint length = Get(field + 4);
        if (length == 0)
        {
            return;
        }

        long start = (long)header + offset;
        long end = start + length;
        if (end > _data.Length || offset % 4 != 0 || header % 4 != 0 || length < sizeof(uint))
        {
            Throw($"has a part from byte {start} to {end}, which is outside the section or does not start at a multiple of 4", field);
        }

        int place = (int)start;
        uint record = Get(place);
        place += sizeof(uint);
        if (record < leastRecord || record % 4 != 0)
        {
            Throw($"has records of {record} bytes; the length must be a multiple of 4 and at least {leastRecord}", place - sizeof(uint));
        }

        while (place < end)
        {
            if (end - place < 8 || Get(place + 4) == 0 || (ulong)Get(place + 4) * record > (ulong)(end - place - 8))
            {
                Throw("has a block of records that is empty or does not fit into its part", place);
            }

            uint count = Get(place + 4);
            _names.Add(place);
            place += 8;
            for (; count > 0; count--, place += (int)record)
            {
                foreach (int name in names)
                {
                    _names.Add(place + name);
                }

                foreach (int id in ids)
                {
                    _ids.Add(place + id);
                }
            }
        }
    }

    private static void Throw(string what, int place) => new BtfError(BtfErrorCode.BadExtension, place, text: $"The .BTF.ext section {what}").Throw();
}
