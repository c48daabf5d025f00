using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>
/// Numbers the names that records use, so that equal names have equal numbers whatever their offsets. The names may come from several chains of objects.
/// </summary>
/// <remarks>
/// <para>
/// Use: <see cref="Add"/> each object, <see cref="Mark(uint)"/> each offset, <see cref="Assign"/> once, then <see cref="Of"/>. Number 0 is the empty name.
/// </para>
/// <para>
/// Time and memory are linear in the strings' length. Hostile offsets may all lie in one long string, and hostile strings may share every byte that is hashed.
/// When a budget is spent, such a name gets a number of its own even if an equal name exists.
/// </para>
/// </remarks>
/// <param name="arena">The memory of the numbers.</param>
internal sealed class NameNumbers(WorkArena arena)
{
    private readonly List<Part> _parts = [];
    private readonly Dictionary<int, int> _heads = [];
    private ulong[] _marks = [];
    private WorkArray<int> _before;
    private WorkArray<int> _canonical;
    private WorkArray<uint> _offsets;
    private uint _end;

    /// <summary>The memory of the numbers, and of what is read with them.</summary>
    public WorkArena Arena => arena;

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

    /// <summary>A bit for each offset: whether a used name starts there.</summary>
    public ulong[] Marks => _marks;

    /// <summary>Makes separate marks for a thread. <see cref="Mark(ReadOnlySpan{ulong})"/> adds them to the others.</summary>
    public ulong[] NewMarks() => new ulong[_marks.Length];

    /// <summary>Marks a name as used.</summary>
    public void Mark(uint offset) => Mark(_marks, offset);

    /// <summary>Enters a name into marks.</summary>
    public static void Mark(ulong[] marks, uint offset) => marks[offset >> 6] |= 1UL << (int)offset;

    /// <summary>Adds the marks that a thread has made separately.</summary>
    public void Mark(ReadOnlySpan<ulong> marks)
    {
        for (int i = 0; i < marks.Length; i++)
        {
            _marks[i] |= marks[i];
        }
    }

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
        _before = arena.Take<int>(_marks.Length);
        int count = 0;
        for (int i = 0; i < _marks.Length; i++)
        {
            _before[i] = count;
            count += BitOperations.PopCount(_marks[i]);
        }

        _canonical = arena.Take<int>(count);
        _offsets = arena.Take<uint>(count);
        // The hashes, the lengths, and at most two slots of a table for each name.
        using WorkArena.Scope scope = arena.EnterScratch(5L * sizeof(ulong) * count, out WorkArena scratch);
        WorkArray<uint> hashes = scratch.Take<uint>(count);
        WorkArray<int> lengths = scratch.Take<int>(count);

        // Both steps work in two halves, also on one thread, so that hostile strings give the same numbers on any machine.
        uint middle = FindMiddle();
        var hash = NameHash.Draw();
        NameScan[] scans = [new(this, hash, hashes, lengths), new(this, hash, hashes, lengths)];
        TwoThreads.RunHalves(count, half => scans[half].Run(half == 0 ? 0 : middle, half == 0 ? middle : _end));
        foreach ((int number, int head) in scans.SelectMany(scan => scan.Heads))
        {
            _heads.Add(number, head);
        }

        TwoThreads.RunHalves(count, half => Intern(hashes, lengths, half, scratch));
    }

    /// <summary>Returns the number of the name at a marked offset.</summary>
    public int Of(uint offset) => NewReader().Of(offset);

    /// <summary>Returns what reads the numbers of many names.</summary>
    public Reader NewReader() => new(_marks, _before, _canonical);

    /// <summary>Returns the lowest offset at which a name was marked.</summary>
    public uint OffsetOf(int number) => _offsets[number];

    /// <summary>Returns a name's bytes, which are valid as long as its object is open.</summary>
    public ReadOnlySpan<byte> TextOf(int number) => Terminated(From(number));

    /// <summary>Returns whether a name has these bytes. They must not contain a zero.</summary>
    internal bool IsText(int number, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = From(number);
        return rest.StartsWith(text) && (rest.Length == text.Length || rest[text.Length] == 0);
    }

    /// <summary>Returns whether a name starts with these bytes. They must not contain a zero.</summary>
    internal bool StartsWith(int number, ReadOnlySpan<byte> prefix) => From(number).StartsWith(prefix);

    /// <summary>Has the processor load the start of a name.</summary>
    internal void LoadText(int number)
    {
        uint offset = _offsets[number];
        Part part = _parts[PartOf(offset)];
        Cache.Prefetch(ref Unsafe.Add(ref MemoryMarshal.GetReference(part.Object.Strings), (nint)(offset - part.Start)));
    }

    /// <summary>Returns the strings from the start of a name to their end.</summary>
    private ReadOnlySpan<byte> From(int number)
    {
        uint offset = _offsets[number];
        Part part = _parts[PartOf(offset)];
        ReadOnlySpan<byte> strings = part.Object.Strings;
        uint start = offset - part.Start;
        return start < (uint)strings.Length ? strings[(int)start..] : default;
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

    /// <summary>
    /// Returns the longer name whose tail a name is, if the name is not to be stored apart because all such texts would be too long; usually itself.
    /// </summary>
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

    /// <summary>Finds a place near the middle of all strings at which a string starts.</summary>
    private uint FindMiddle()
    {
        uint middle = _end / 2;
        if (_parts.Count == 0)
        {
            return middle;
        }

        int index = PartOf(middle);
        Part part = _parts[index];
        ReadOnlySpan<byte> strings = part.Object.Strings;
        int start = (int)Math.Min(middle - part.Start, (uint)strings.Length);
        int length = strings[start..].IndexOf((byte)0);
        return length < 0 ? EndOf(index) : part.Start + (uint)(start + length + 1);
    }

    private uint EndOf(int part) => part + 1 < _parts.Count ? _parts[part + 1].Start : _end;

    /// <summary>Finds equal names among those in one half of the hashes.</summary>
    private void Intern(WorkArray<uint> hashes, WorkArray<int> lengths, int half, WorkArena scratch)
    {
        uint sign = (uint)half << 31;
        int expected = 0;
        foreach (uint hash in hashes.Span)
        {
            expected += ((hash ^ sign) & NameTable.HalfBit) == 0 ? 1 : 0;
        }

        var table = new NameTable(this, expected, _end / 2, scratch);
        for (int part = 0; part < _parts.Count; part++)
        {
            ReadOnlySpan<byte> strings = _parts[part].Object.Strings;
            int end = part + 1 < _parts.Count ? Rank(_parts[part + 1].Start) : _offsets.Length;
            for (int number = Rank(_parts[part].Start); number < end; number++)
            {
                if (lengths[number] > 0 && ((hashes[number] ^ sign) & NameTable.HalfBit) == 0)
                {
                    table.Add(new NameTable.Waiting(number, (int)(_offsets[number] - _parts[part].Start), lengths[number], hashes[number]));
                    if (table.IsFull)
                    {
                        table.Intern(strings, _canonical);
                    }
                }
            }

            table.Intern(strings, _canonical);
        }
    }

    /// <summary>Reads numbers of names.</summary>
    public readonly ref struct Reader(ReadOnlySpan<ulong> marks, ReadOnlySpan<int> before, ReadOnlySpan<int> canonical)
    {
        private readonly ReadOnlySpan<ulong> _marks = marks;
        private readonly ReadOnlySpan<int> _before = before;
        private readonly ReadOnlySpan<int> _canonical = canonical;

        /// <summary>Returns the number of the name at a marked offset.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Of(uint offset)
        {
            int word = (int)(offset >> 6);
            return _canonical[_before[word] + BitOperations.PopCount(_marks[word] & ((1UL << (int)offset) - 1))];
        }
    }

    /// <summary>An object's strings, and where they start among all strings.</summary>
    private readonly record struct Part(BtfObject Object, uint Start);

    /// <summary>Measures and hashes the marked names in some of the strings.</summary>
    private sealed class NameScan(NameNumbers names, NameHash hash, WorkArray<uint> hashes, WorkArray<int> lengths)
    {
        private readonly List<(int Number, int Head)> _heads = [];
        private long _overlapBudget = names._end / 8 + (1 << 16);

        /// <summary>Names within other names that need no look-up, each with the name that contains it.</summary>
        public IReadOnlyList<(int Number, int Head)> Heads => _heads;

        /// <summary>Reads the names from one place at which a string starts to another.</summary>
        public void Run(uint from, uint to)
        {
            int number = from == to ? 0 : names.Rank(from);
            for (int part = 0; part < names._parts.Count; part++)
            {
                uint start = Math.Max(names._parts[part].Start, from);
                uint end = Math.Min(names.EndOf(part), to);
                if (start < end)
                {
                    Run(names._parts[part], start, end, ref number);
                }
            }
        }

        private void Run(Part part, uint from, uint to, ref int number)
        {
            ReadOnlySpan<byte> strings = part.Object.Strings;
            int stringEnd = -1;
            int head = 0;
            for (int word = (int)(from >> 6); word <= (int)((to - 1) >> 6); word++)
            {
                ulong marks = names._marks[word];
                marks &= (uint)word << 6 >= from ? ulong.MaxValue : ulong.MaxValue << (int)(from & 63);
                for (; marks != 0; marks &= marks - 1)
                {
                    uint offset = ((uint)word << 6) + (uint)BitOperations.TrailingZeroCount(marks);
                    if (offset >= to)
                    {
                        break;
                    }

                    int start = (int)(offset - part.Start);
                    names._offsets[number] = offset;
                    if (start >= stringEnd)
                    {
                        int limit = strings.Length - start;
                        stringEnd = limit <= 0 ? start : start + BtfStringTable.LengthOf(ref Unsafe.Add(ref MemoryMarshal.GetReference(strings), start), limit);
                        head = number;
                    }

                    int length = Math.Min(stringEnd, strings.Length) - start;
                    ReadOnlySpan<byte> text = length > 0 ? strings.Slice(start, length) : [];
                    if (head == number || (_overlapBudget -= text.Length) >= 0)
                    {
                        lengths[number] = text.Length;
                        names._canonical[number] = text.IsEmpty ? 0 : number;
                        hashes[number] = text.IsEmpty ? 0 : hash.Of(text);
                    }
                    else
                    {
                        AddWithin(number, head, text);
                    }

                    number++;
                }
            }
        }

        /// <summary>Adds a name within another name that needs no look-up.</summary>
        private void AddWithin(int number, int head, ReadOnlySpan<byte> text)
        {
            _heads.Add((number, head));
            lengths[number] = 0;
            names._canonical[number] = text.IsEmpty ? 0 : number;
            hashes[number] = text.IsEmpty ? 0 : hash.Of(text);
        }
    }
}
