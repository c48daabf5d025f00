using System.Buffers.Binary;

namespace Btf.Core.Tests;

/// <summary>All records of a chain of valid blobs, lowest first, and references found in a simple way.</summary>
public sealed class RawReferences
{
    private readonly List<RawRecord> _records = [new(0, 0, 0, [], [])];

    public RawReferences(params byte[][] chain)
    {
        foreach (byte[] blob in chain)
        {
            Read(blob);
        }
    }

    public int Count => _records.Count;

    /// <summary>For each id, the ids that refer to it.</summary>
    public List<uint>[] Referrers() => Invert((id, record) => record.References);

    /// <summary>For each id, the functions that take it or a type that leads to it.</summary>
    public List<uint>[] Takers() => Invert((id, record) => Prototype(record) is { } prototype ? prototype.Parameters.SelectMany(Way) : []);

    /// <summary>For each id, the functions that return it or a type that leads to it.</summary>
    public List<uint>[] Returners() => Invert((id, record) => Prototype(record) is { } prototype && prototype.References.Contains(prototype.Target) ? Way(prototype.Target) : []);

    private RawRecord? Prototype(RawRecord function) =>
        function is { Kind: RawRecord.Func, References: [uint id] } && _records[(int)id] is { Kind: RawRecord.FuncProto } prototype ? prototype : null;

    private IEnumerable<uint> Way(uint id)
    {
        HashSet<uint> seen = [];
        while (seen.Add(id))
        {
            yield return id;
            if (_records[(int)id] is not { IsLink: true, References: [uint next] })
            {
                break;
            }

            id = next;
        }
    }

    private List<uint>[] Invert(Func<uint, RawRecord, IEnumerable<uint>> question)
    {
        var answer = new List<uint>[Count];
        foreach (ref List<uint> list in answer.AsSpan())
        {
            list = [];
        }

        for (uint id = 1; id < Count; id++)
        {
            foreach (uint target in question(id, _records[(int)id]))
            {
                if (answer[target] is not [.., uint last] || last != id)
                {
                    answer[target].Add(id);
                }
            }
        }

        return answer;
    }

    private void Read(byte[] blob)
    {
        bool bigEndian = RawWalk.IsBigEndian(blob);
        uint Word(int offset) => bigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(offset))
            : BinaryPrimitives.ReadUInt32LittleEndian(blob.AsSpan(offset));

        uint known = (uint)(Count + RawWalk.CountTypes(blob));
        int position = (int)(Word(4) + Word(8));
        int end = position + (int)Word(12);
        while (position < end)
        {
            uint info = Word(position + 4);
            uint kind = info >> 24 & 0x7F;
            int vlen = (int)(info & 0xFFFFFF);
            int at = position + 12;
            uint[] Each(int size, int field) => [.. Enumerable.Range(0, vlen).Select(i => Word(at + i * size + field))];
            uint[] ids = [];
            uint[] parameters = [];
            switch (kind)
            {
                case 2 or (>= 8 and <= 12) or 14 or 17 or 18:
                    ids = [Word(position + 8)];
                    break;
                case 3:
                    ids = [Word(at), Word(at + 4)];
                    break;
                case 4 or 5:
                    ids = Each(12, 4);
                    break;
                case 15:
                    ids = Each(12, 0);
                    break;
                case 13:
                    bool variadic = vlen > 0 && Word(at + vlen * 8 - 8) == 0 && Word(at + vlen * 8 - 4) == 0;
                    parameters = Each(8, 4)[..(variadic ? vlen - 1 : vlen)];
                    ids = [Word(position + 8), .. parameters];
                    break;
            }

            _records.Add(new(Word(position), kind, Word(position + 8), [.. ids.Where(id => id < known)], [.. parameters.Where(id => id < known)]));
            position = at + kind switch
            {
                1 or 14 or 17 => 4,
                3 => 12,
                4 or 5 or 15 or 19 => 12 * vlen,
                6 or 13 => 8 * vlen,
                _ => 0,
            };
        }
    }
}
