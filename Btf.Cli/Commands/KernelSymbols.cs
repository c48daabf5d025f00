using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>
/// The symbols of System.map or of <c>/proc/kallsyms</c>, in their order. Of several with one name, only the first. A kernel has 200,000, so they are kept as
/// bytes, one behind the other, in chunks: the length of the name, the name, and the distance from the address before, with seven bits in each byte of a number.
/// </summary>
internal sealed class KernelSymbols : IEnumerable<KernelSymbol>
{
    // Long enough for the heap of large objects, which are never moved: the collector would copy shorter chunks.
    private const int ChunkBits = 17;

    // Of a number of 64 bits.
    private const int MostDigits = 10;

    private readonly List<byte[]> _chunks = [];
    private readonly List<int> _ends = [];
    private int _count;
    private ulong _lastAddress;

    // A hash table of places plus 1; a place is a chunk's number and an offset in the chunk.
    // Enough for a kernel: tables that were too small would stay until the next full collection.
    private uint[] _slots = new uint[1 << 18];

    private KernelSymbols()
    {
    }

    /// <summary>Reads a file of symbols, which has an address, a letter and a name in each line. Leaves out symbols of modules.</summary>
    /// <exception cref="ToolException">The file cannot be read, or a line has another form.</exception>
    public static KernelSymbols ReadAll(string path)
    {
        KernelSymbols symbols = new();
        ulong anyAddress = 0;
        using StreamReader reader = new(InputFile.OpenRead(path));
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 4)
            {
                continue;
            }

            if (words.Length != 3 || words[1].Length != 1 || !ulong.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
            {
                throw new ToolException(ExitCode.Unreadable, string.Create(CultureInfo.InvariantCulture, $"{path}: line {number} is no symbol. It must be an address, a letter and a name, as in System.map."));
            }

            anyAddress |= address;
            symbols.Add(words[2], address);
        }

        return symbols._count > 0 && anyAddress == 0
            ? throw new ToolException(ExitCode.Unreadable, $"{path}: all addresses are 0. Root sees them, unless kernel.kptr_restrict is 2.")
            : symbols;
    }

    public IEnumerator<KernelSymbol> GetEnumerator()
    {
        ulong address = 0;
        for (int chunk = 0; chunk < _chunks.Count; chunk++)
        {
            for (int at = 0; at < _ends[chunk];)
            {
                int length = (int)ReadNumber(_chunks[chunk], ref at);
                string name = Encoding.UTF8.GetString(_chunks[chunk], at, length);
                at += length;
                address += ReadNumber(_chunks[chunk], ref at);
                yield return new KernelSymbol(name, address);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(string name, ulong address)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(name.Length));
        ReadOnlySpan<byte> utf8 = rented.AsSpan(0, Encoding.UTF8.GetBytes(name, rented));
        int slot = Find(utf8);
        if (_slots[slot] == 0)
        {
            _slots[slot] = Store(utf8, address) + 1;
            if (++_count > _slots.Length / 2)
            {
                Grow();
            }
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private uint Store(ReadOnlySpan<byte> name, ulong address)
    {
        int most = name.Length + (2 * MostDigits);
        if (_chunks.Count == 0 || most > _chunks[^1].Length - _ends[^1])
        {
            _chunks.Add(new byte[Math.Max(most, 1 << ChunkBits)]);
            _ends.Add(0);
        }

        byte[] chunk = _chunks[^1];
        int at = _ends[^1];
        uint place = checked((uint)((long)(_chunks.Count - 1) << ChunkBits)) | (uint)at;
        WriteNumber(chunk, ref at, (uint)name.Length);
        name.CopyTo(chunk.AsSpan(at));
        at += name.Length;

        // Symbols mostly ascend. A step back is a large number, which wraps around.
        WriteNumber(chunk, ref at, address - _lastAddress);
        _lastAddress = address;
        _ends[^1] = at;
        return place;
    }

    /// <summary>Returns the slot of a name, or the empty slot for it.</summary>
    private int Find(ReadOnlySpan<byte> name)
    {
        int mask = _slots.Length - 1;
        int slot = Hash(name) & mask;
        while (_slots[slot] != 0 && !NameOf(_slots[slot]).SequenceEqual(name))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        uint[] old = _slots;
        _slots = new uint[old.Length * 2];
        foreach (uint entry in old)
        {
            if (entry != 0)
            {
                _slots[Find(NameOf(entry))] = entry;
            }
        }
    }

    private ReadOnlySpan<byte> NameOf(uint entry)
    {
        byte[] chunk = _chunks[(int)((entry - 1) >> ChunkBits)];
        int at = (int)((entry - 1) & ((1 << ChunkBits) - 1));
        int length = (int)ReadNumber(chunk, ref at);
        return chunk.AsSpan(at, length);
    }

    private static void WriteNumber(byte[] chunk, ref int at, ulong number)
    {
        for (; number > 0x7F; number >>= 7)
        {
            chunk[at++] = (byte)(number | 0x80);
        }

        chunk[at++] = (byte)number;
    }

    private static ulong ReadNumber(byte[] chunk, ref int at)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte digits = chunk[at++];
            number |= (ulong)(digits & 0x7F) << shift;
            if (digits <= 0x7F)
            {
                return number;
            }
        }
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
