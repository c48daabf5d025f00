using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>
/// The symbols of System.map or of <c>/proc/kallsyms</c>, in their order. Of several with one name, only the first. A kernel has 200,000, so they are kept as
/// bytes, one behind the other, in chunks.
/// </summary>
internal sealed class KernelSymbols : IEnumerable<KernelSymbol>
{
    // Long enough for the heap of large objects, which are never moved: the collector would copy shorter chunks.
    private const int ChunkBits = 17;

    // A symbol: its address, the length of its name, and the name.
    private const int NameAt = sizeof(ulong) + sizeof(int);

    private readonly List<byte[]> _chunks = [];
    private int _used = 1 << ChunkBits;
    private int _count;

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
        for (int chunk = 0; chunk < _chunks.Count; chunk++)
        {
            int end = chunk + 1 < _chunks.Count ? _chunks[chunk].Length : _used;
            for (int at = 0; at + NameAt < end && LengthAt(chunk, at) != 0; at += NameAt + LengthAt(chunk, at))
            {
                yield return new KernelSymbol(Encoding.UTF8.GetString(Name(chunk, at)), BinaryPrimitives.ReadUInt64LittleEndian(_chunks[chunk].AsSpan(at)));
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
        int length = NameAt + name.Length;
        if (_chunks.Count == 0 || length > _chunks[^1].Length - _used)
        {
            _chunks.Add(new byte[Math.Max(length, 1 << ChunkBits)]);
            _used = 0;
        }

        Span<byte> symbol = _chunks[^1].AsSpan(_used, length);
        BinaryPrimitives.WriteUInt64LittleEndian(symbol, address);
        BinaryPrimitives.WriteInt32LittleEndian(symbol[sizeof(ulong)..], name.Length);
        name.CopyTo(symbol[NameAt..]);
        uint place = checked((uint)((long)(_chunks.Count - 1) << ChunkBits)) | (uint)_used;
        _used += length;
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

    private ReadOnlySpan<byte> NameOf(uint entry) => Name((int)((entry - 1) >> ChunkBits), (int)((entry - 1) & ((1 << ChunkBits) - 1)));

    private ReadOnlySpan<byte> Name(int chunk, int at) => _chunks[chunk].AsSpan(at + NameAt, LengthAt(chunk, at));

    private int LengthAt(int chunk, int at) => BinaryPrimitives.ReadInt32LittleEndian(_chunks[chunk].AsSpan(at + sizeof(ulong)));

    private static int Hash(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
