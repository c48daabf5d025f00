using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>Changes BTF according to its format: fields by their meaning, whole records, chains, names, sections and headers.</summary>
public sealed class RecordMutator(Random random, IReadOnlyList<RecordModel> seeds)
{
    private const int MaxRecords = 400;

    private static readonly byte[][] _names =
    [
        "bpf_spin_lock"u8.ToArray(), "bpf_res_spin_lock"u8.ToArray(), "bpf_list_head"u8.ToArray(), "bpf_list_node"u8.ToArray(), "bpf_rb_root"u8.ToArray(),
        "bpf_rb_node"u8.ToArray(), "bpf_refcount"u8.ToArray(), "bpf_timer"u8.ToArray(), "bpf_wq"u8.ToArray(), "kptr"u8.ToArray(), "kptr_untrusted"u8.ToArray(), "percpu_kptr"u8.ToArray(),
        "uptr"u8.ToArray(), "contains:node_data:node"u8.ToArray(), "contains:node_data:"u8.ToArray(), "contains:a"u8.ToArray(), "node_data"u8.ToArray(), "node"u8.ToArray(),
        "a b"u8.ToArray(), "1a"u8.ToArray(), "."u8.ToArray(), [0xC3, 0xA9], [0xD7], [0xFF, 0xF7], [(byte)'a', 0x7F], [9], [0xA0], [0x80], ".data.x y"u8.ToArray(),
        [.. Enumerable.Repeat((byte)'n', 511)], [.. Enumerable.Repeat((byte)'n', 512)], [.. Enumerable.Repeat((byte)'n', 513)], [.. Enumerable.Repeat((byte)'n', 600)],
    ];

    private static readonly uint[] _numbers =
        [0, 1, 2, 3, 4, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 0xFFFF, 0x10000, 0xFF_FFFF, 0x100_0000, 0xF_FFFF, 0x10_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private static readonly uint[][] _chains = [[2], [10], [8], [18], [10, 8, 18], [2, 10], [3], [4], [3, 4, 8], [2, 8, 18, 10, 9, 11]];

    public int SeedCount => seeds.Count;

    /// <summary>Returns a mutant of one of the seeds.</summary>
    public byte[] Next() => Mutate(seeds[random.Next(seeds.Count)]);

    /// <summary>Returns a mutant of any data. Added records still come from the seeds.</summary>
    public byte[] Mutate(RecordModel original)
    {
        RecordModel model = original.Clone();
        for (int changes = 1 + random.Next(1 + random.Next(6)); changes > 0 && model.Records.Count > 0; changes--)
        {
            Change(model);
        }

        byte[] data = model.Build();
        return random.Next(12) == 0 ? ChangeSections(data) : data;
    }

    private void Change(RecordModel model)
    {
        uint[] record = model.Records[random.Next(model.Records.Count)];
        switch (random.Next(16))
        {
            case 0 or 1:
                record[0] = Name(model);
                break;
            case 2:
                ChangeInfo(record);
                break;
            case 3 or 4:
                record[2] = IsReference(record) && random.Next(8) != 0 ? TypeId(model) : Number(record[2]);
                break;
            case 5 or 6 or 7 or 8:
                ChangeTail(model, record);
                break;
            case 9:
                Resize(record, model);
                break;
            case 10:
                MoveRecord(model);
                break;
            case 11:
                AddRecord(model);
                break;
            case 12:
                AddChain(model);
                break;
            case 13:
                AddComposite(model);
                break;
            case 14:
                ChangeString(model);
                break;
            default:
                record[random.Next(record.Length)] = Number(0);
                break;
        }
    }

    private uint Number(uint old) => random.Next(4) switch
    {
        0 => old + (uint)random.Next(-4, 5),
        1 => old ^ (1u << random.Next(32)),
        2 => (uint)random.Next(0, 200),
        _ => _numbers[random.Next(_numbers.Length)],
    };

    private uint TypeId(RecordModel model) => random.Next(16) switch
    {
        0 => 0,
        1 => (uint)model.Records.Count + 1,
        2 => Number((uint)model.Records.Count),
        _ => (uint)random.Next(1, model.Records.Count + 1),
    };

    private uint Name(RecordModel model) => random.Next(8) switch
    {
        0 or 1 => 0,
        2 => (uint)random.Next(model.Strings.Count + 2),
        3 or 4 => model.AddString(_names[random.Next(_names.Length)]),
        _ => model.Records[random.Next(model.Records.Count)][0],
    };

    private static bool IsReference(uint[] record) => (record[1] >> 24 & 0x7F) is 2 or (>= 8 and <= 14) or 17 or 18;

    private void ChangeInfo(uint[] record) => record[1] = random.Next(5) switch
    {
        0 => record[1] ^ 0x8000_0000,
        1 => (record[1] & ~0x7F00_0000u) | (uint)random.Next(20) << 24,
        2 => record[1] + (uint)random.Next(-1, 3),
        3 => record[1] ^ (1u << random.Next(32)),
        _ => (record[1] & 0xFF00_0000) | (Number(record[1]) & 0xFF_FFFF),
    };

    private void ChangeTail(RecordModel model, uint[] record)
    {
        if (record.Length == 3)
        {
            record[2] = IsReference(record) ? TypeId(model) : Number(record[2]);
            return;
        }

        int place = random.Next(3, record.Length);
        record[place] = random.Next(6) switch
        {
            0 => Number(record[place]),
            1 => Name(model),
            2 => record[place] + (uint)random.Next(-64, 65),
            3 => record[place] ^ (uint)random.Next(256) << 24,
            4 => Number(record[place]),
            _ => TypeId(model),
        };
    }

    /// <summary>Changes the number of elements and the length of the record.</summary>
    private void Resize(uint[] record, RecordModel model)
    {
        int perElement = (record[1] >> 24 & 0x7F) switch
        {
            4 or 5 or 15 or 19 => 3,
            6 or 13 => 2,
            _ => 0,
        };
        int vlen = (int)(record[1] & 0xFF_FFFF);
        int index = model.Records.IndexOf(record);
        if (perElement > 0 && vlen > 0 && 3 + vlen * perElement <= record.Length)
        {
            // Repeats an element or removes one.
            int at = 3 + random.Next(vlen) * perElement;
            bool more = random.Next(2) == 0;
            uint[] part = record[at..(at + perElement)];
            model.Records[index] = more ? [.. record, .. part] : [.. record[..at], .. record[(at + perElement)..]];
            model.Records[index][1] = (record[1] & 0xFF00_0000) | (uint)(vlen + (more ? 1 : -1));
        }
    }

    private void MoveRecord(RecordModel model)
    {
        int from = random.Next(model.Records.Count);
        uint[] record = model.Records[from];
        switch (random.Next(3))
        {
            case 0:
                model.Records.RemoveAt(from);
                break;
            case 1:
                int other = random.Next(model.Records.Count);
                (model.Records[from], model.Records[other]) = (model.Records[other], record);
                break;
            default:
                model.Records.Add([.. record]);
                break;
        }
    }

    /// <summary>Adds a record of another seed, with names and references of this one.</summary>
    private void AddRecord(RecordModel model)
    {
        RecordModel other = seeds[random.Next(seeds.Count)];
        if (other.Records.Count == 0 || model.Records.Count >= MaxRecords)
        {
            return;
        }

        uint[] record = [.. other.Records[random.Next(other.Records.Count)]];
        record[0] = record[0] == 0 ? 0 : Name(model);
        if (IsReference(record))
        {
            record[2] = TypeId(model);
        }

        model.Records.Add(record);
    }

    private void AddChain(RecordModel model)
    {
        int length = random.Next(1, 36);
        bool forward = random.Next(2) == 0;
        uint end = TypeId(model);
        uint first = (uint)model.Records.Count + 1;
        uint[] kinds = _chains[random.Next(_chains.Length)];
        for (int i = 0; i < length && model.Records.Count < MaxRecords; i++)
        {
            uint next = forward ? (i == length - 1 ? end : first + (uint)i + 1) : (i == 0 ? end : first + (uint)i - 1);
            uint kind = kinds[random.Next(kinds.Length)];
            uint name = kind is 8 or 18 ? model.AddString("chain"u8) : 0;
            model.Records.Add(kind switch
            {
                3 => [0, RawBtf.Info(BtfKind.Array), 0, next, 1, 1],
                4 => [0, RawBtf.Info(BtfKind.Struct, 1), 4096, 0, next, 0],
                _ => [name, RawBtf.Info((BtfKind)kind), next],
            });
        }

        // A type that leads into the chain and comes before it.
        if (random.Next(2) == 0)
        {
            model.Records[random.Next(model.Records.Count)] = [0, RawBtf.Info(BtfKind.Struct, 2), 4096, 0, first, 0, 0, (uint)model.Records.Count, 512];
        }
    }

    /// <summary>Adds a structure or union whose members have plausible offsets.</summary>
    private void AddComposite(RecordModel model)
    {
        int count = random.Next(1, 6);
        bool flag = random.Next(2) == 0;
        BtfKind kind = random.Next(4) == 0 ? BtfKind.Union : BtfKind.Struct;
        List<uint> words = [random.Next(3) == 0 ? Name(model) : 0, RawBtf.Info(kind, count, flag), (uint)random.Next(0, 80)];
        uint offset = 0;
        for (int i = 0; i < count; i++)
        {
            words.AddRange([random.Next(2) == 0 ? 0 : Name(model), TypeId(model), kind == BtfKind.Union ? 0 : offset]);
            if (flag && random.Next(2) == 0)
            {
                words[^1] |= (uint)random.Next(40) << 24;
            }

            offset += (uint)(random.Next(3) == 0 ? random.Next(40) : 8 * random.Next(10));
        }

        model.Records.Add([.. words]);
    }

    private void ChangeString(RecordModel model)
    {
        if (model.Strings.Count == 0 || random.Next(4) == 0)
        {
            model.AddString(_names[random.Next(_names.Length)]);
        }
        else if (random.Next(4) != 0)
        {
            model.Strings[random.Next(model.Strings.Count)] = (byte)random.Next(256);
        }
        else
        {
            model.Strings.RemoveAt(model.Strings.Count - 1);
        }
    }

    private byte[] ChangeSections(byte[] data)
    {
        switch (random.Next(6))
        {
            case 0:
                return data[..random.Next(data.Length + 1)];
            case 1:
                return [.. data, .. new byte[random.Next(1, 9)]];
            case 2:
                int place = random.Next(Math.Min(24, data.Length));
                data[place] = (byte)random.Next(256);
                return data;
            case 3:
                byte[] longer = [.. data[..24], .. new byte[random.Next(1, 17)], .. data[24..]];
                BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(4), longer.Length - data.Length + 24 + (random.Next(4) == 0 ? random.Next(-2, 3) : 0));
                longer[random.Next(24, longer.Length)] = (byte)random.Next(2);
                return longer;
            default:
                Span<byte> field = data.AsSpan(4 * random.Next(1, 6), 4);
                BinaryPrimitives.WriteUInt32LittleEndian(field, random.Next(3) == 0 ? Number(0) : BinaryPrimitives.ReadUInt32LittleEndian(field) + (uint)random.Next(-8, 9));
                return data;
        }
    }
}
