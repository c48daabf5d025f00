using System.Numerics;

namespace Btf.Core.Equality;

/// <summary>
/// Numbers the names that records use, so that equal names have equal numbers whatever their offsets. The names may come from several chains of objects.
/// </summary>
/// <remarks>
/// <para>Use: <see cref="Add"/> each object, <see cref="Mark"/> each offset, <see cref="Assign"/> once, then <see cref="Of"/>. Number 0 is the empty name.</para>
/// <para>
/// Time and memory are linear in the strings' length. Hostile offsets may all lie in one long string, and hostile strings may share every byte that is hashed.
/// When a budget is spent, such a name gets a number of its own even if an equal name exists.
/// </para>
/// </remarks>
internal sealed class NameNumbers
{
    private readonly List<Part> _parts = [];
    private readonly Dictionary<int, int> _heads = [];
    private ulong[] _marks = [];
    private int[] _before = [];
    private int[] _canonical = [];
    private uint[] _offsets = [];
    private uint _end;

    /// <summary>The highest number plus 1.</summary>
    public int Count => _canonical.Length;

    /// <summary>Adds the strings of an object and of its bases, each once.</summary>
    /// <returns>A map from the object's string offsets to those that the other methods take.</returns>
    /// <exception cref="BtfFormatException">All strings together are longer than 2^31 bytes.</exception>
    public NamePlaces Add(BtfObject btf)
    {
        uint first = btf.FirstStringOffset;
        uint baseShift = 0;
        if (btf.Base is { } below)
        {
            NamePlaces places = Add(below);
            baseShift = below.Base is null || places.OwnShift == places.BaseShift ? places.OwnShift : AddTogether(below);
        }

        int known = _parts.FindIndex(part => part.Object == btf);
        return new NamePlaces(first, (known < 0 ? AddPart(btf) : _parts[known].Start) - first, baseShift);
    }

    /// <summary>Marks a name as used.</summary>
    public void Mark(uint offset) => _marks[offset >> 6] |= 1UL << (int)offset;

    /// <summary>Marks every string of an added object as used.</summary>
    public void MarkAll(BtfObject part)
    {
        Part added = _parts.Find(candidate => candidate.Object == part);
        ReadOnlySpan<byte> strings = part.Strings;
        int start = 0;
        while (start < strings.Length)
        {
            Mark(added.Start + (uint)start);
            int length = strings[start..].IndexOf((byte)0);
            start = length < 0 ? strings.Length : start + length + 1;
        }
    }

    /// <summary>Gives the marked names their numbers. Equal names get the number of the lowest marked offset.</summary>
    public void Assign()
    {
        _before = new int[_marks.Length];
        int count = 0;
        for (int i = 0; i < _marks.Length; i++)
        {
            _before[i] = count;
            count += BitOperations.PopCount(_marks[i]);
        }

        _canonical = new int[count];
        _offsets = new uint[count];
        var table = new NameTable(count, _end);
        int number = 0;
        int next = 0;
        while (next < _parts.Count)
        {
            Part part = _parts[next++];
            uint end = next < _parts.Count ? _parts[next].Start : _end;
            AssignPart(part, end, table, ref number);
        }
    }

    /// <summary>Returns the number of the name at a marked offset.</summary>
    public int Of(uint offset) => _canonical[Rank(offset)];

    /// <summary>Returns the lowest offset at which a name was marked.</summary>
    public uint OffsetOf(int number) => _offsets[number];

    /// <summary>Returns a name's bytes, which are valid as long as its object is open.</summary>
    public ReadOnlySpan<byte> TextOf(int number)
    {
        uint offset = _offsets[number];
        int part = PartOf(offset);
        ReadOnlySpan<byte> strings = _parts[part].Object.Strings;
        uint start = offset - _parts[part].Start;
        return start < (uint)strings.Length ? Terminated(strings[(int)start..]) : default;
    }

    /// <summary>Whether a name has these bytes. They must not contain a zero.</summary>
    private bool IsText(int number, ReadOnlySpan<byte> text)
    {
        uint offset = _offsets[number];
        int part = PartOf(offset);
        ReadOnlySpan<byte> rest = _parts[part].Object.Strings[(int)(offset - _parts[part].Start)..];
        return rest.StartsWith(text) && (rest.Length == text.Length || rest[text.Length] == 0);
    }

    private int PartOf(uint offset)
    {
        int low = 0;
        int high = _parts.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _parts[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Returns the longer name whose tail a name is, if the name is not to be stored apart because all such texts would be too long; usually itself.</summary>
    public int ContainerOf(int number) => _heads.GetValueOrDefault(number, number);

    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOf((byte)0);
        return length < 0 ? text : text[..length];
    }

    /// <summary>Adds an object and its bases again, one directly after the other.</summary>
    private uint AddTogether(BtfObject btf)
    {
        uint shift = btf.Base is null ? 0 : AddTogether(btf.Base);
        uint start = AddPart(btf);
        return btf.Base is null ? start : shift;
    }

    private uint AddPart(BtfObject btf)
    {
        uint start = _end;
        ulong end = (ulong)start + btf.Header.StringLength;
        if (end > int.MaxValue)
        {
            new BtfError(BtfErrorCode.TextTooLarge).Throw();
        }

        _parts.Add(new Part(btf, start));
        _end = (uint)end;
        int words = (int)(_end / 64) + 1;
        if (words > _marks.Length)
        {
            // Grow by half, because there may be a thousand modules.
            Array.Resize(ref _marks, Math.Max(words, (int)Math.Min(_marks.Length * 3L / 2, int.MaxValue / 64)));
        }

        Mark(0);
        return start;
    }

    private int Rank(uint offset)
    {
        int word = (int)(offset >> 6);
        return _before[word] + BitOperations.PopCount(_marks[word] & ((1UL << (int)offset) - 1));
    }

    /// <summary>Numbers the marked names of one object, in the order of their offsets.</summary>
    private void AssignPart(Part part, uint end, NameTable table, ref int number)
    {
        ReadOnlySpan<byte> strings = part.Object.Strings;
        long stringEnd = -1;
        int head = 0;
        if (end == part.Start)
        {
            return;
        }

        for (int word = (int)(part.Start >> 6); word <= (int)((end - 1) >> 6); word++)
        {
            ulong marks = _marks[word];
            marks &= (uint)word << 6 >= part.Start ? ulong.MaxValue : ulong.MaxValue << (int)(part.Start & 63);
            for (; marks != 0; marks &= marks - 1)
            {
                uint offset = ((uint)word << 6) + (uint)BitOperations.TrailingZeroCount(marks);
                if (offset >= end)
                {
                    break;
                }

                int start = (int)(offset - part.Start);
                _offsets[number] = offset;
                if (start >= strings.Length)
                {
                    _canonical[number++] = 0;
                    continue;
                }

                bool overlaps = start < stringEnd;
                if (!overlaps)
                {
                    stringEnd = start + Terminated(strings[start..]).Length;
                    head = number;
                }

                int length = (int)stringEnd - start;
                bool isFound = length == 0 || !overlaps || table.TakeOverlap(length);
                if (!isFound)
                {
                    _heads.Add(number, head);
                }

                _canonical[number] = length == 0 ? 0 : number;
                if (isFound && length != 0)
                {
                    table.Add(strings[start..(int)stringEnd], number, start);
                    if (table.IsFull)
                    {
                        InternAll(table, strings);
                    }
                }

                number++;
            }
        }

        InternAll(table, strings);
    }

    private void InternAll(NameTable table, ReadOnlySpan<byte> strings)
    {
        table.Touch();
        foreach (NameTable.Waiting name in table.All)
        {
            _canonical[name.Number] = table.Intern(strings.Slice(name.Start, name.Length), name.Hash, name.Number, this);
        }

        table.Clear();
    }

    /// <summary>An object's strings, and where they start among all strings.</summary>
    private readonly record struct Part(BtfObject Object, uint Start);

    /// <summary>A hash table that finds equal names while names are numbered.</summary>
    private sealed class NameTable
    {
        private const int BatchLength = 32;

        private readonly NameHash _hash = NameHash.Draw();
        // The upper half of an entry is the name's hash, the lower half its number plus 1.
        private readonly ulong[] _slots;
        // Names to look up together, so that the processor loads many slots at once.
        private readonly Waiting[] _waiting = new Waiting[BatchLength];
        private int _count;
        private long _overlapBudget;
        private long _compareBudget;

        public NameTable(int count, uint stringBytes)
        {
            _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)count * 2 + 2)];
            _overlapBudget = stringBytes / 4 + 4096;
            _compareBudget = 8L * stringBytes + (1 << 20);
        }

        public bool IsFull => _count == BatchLength;

        public ReadOnlySpan<Waiting> All => _waiting.AsSpan(0, _count);

        /// <summary>Adds a name to the batch.</summary>
        public void Add(ReadOnlySpan<byte> text, int number, int start) => _waiting[_count++] = new Waiting(number, start, text.Length, _hash.Of(text));

        public void Clear() => _count = 0;

        /// <summary>Reads the slots of the names in the batch, to bring them into the cache in parallel.</summary>
        public void Touch()
        {
            foreach (Waiting name in All)
            {
                _ = Volatile.Read(ref _slots[(int)(name.Hash & (uint)(_slots.Length - 1))]);
            }
        }

        public bool TakeOverlap(int length) => (_overlapBudget -= length) >= 0;

        /// <summary>Returns the number of the first equal name, or the given number if there is none.</summary>
        public int Intern(ReadOnlySpan<byte> text, uint hash, int number, NameNumbers names)
        {
            int mask = _slots.Length - 1;
            int slot = (int)(hash & (uint)mask);
            while (_slots[slot] is not 0 and ulong known && _compareBudget >= 0)
            {
                if (known >> 32 == hash)
                {
                    int other = (int)(uint)known - 1;
                    _compareBudget -= text.Length;
                    if (names.IsText(other, text))
                    {
                        return other;
                    }
                }

                slot = (slot + 1) & mask;
            }

            // When the budget is spent, the name gets no slot and is never found again.
            if (_slots[slot] == 0)
            {
                _slots[slot] = (ulong)hash << 32 | ((uint)number + 1);
            }

            return number;
        }

        /// <summary>A name in the batch: its number, its place in its object's strings, and its hash.</summary>
        public readonly record struct Waiting(int Number, int Start, int Length, uint Hash);
    }
}
