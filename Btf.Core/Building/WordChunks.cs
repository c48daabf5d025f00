namespace Btf.Core.Building;

/// <summary>The words of records, in chunks, so that they grow without being copied. A record lies in one chunk.</summary>
internal sealed class WordChunks
{
    private const int FirstLength = 64;

    // 64 KB, which is not yet a large object for the collector.
    private const int ChunkLength = 1 << 14;

    private readonly List<Chunk> _chunks = [];

    // Of the last chunk.
    private int _used;
    private int _length;

    /// <summary>The number of words.</summary>
    public int Count { get; private set; }

    /// <summary>The number of chunks.</summary>
    public int ChunkCount => _chunks.Count;

    /// <summary>The present end, for <see cref="CutAt"/>.</summary>
    public Mark End => new(_chunks.Count, _used, Count);

    /// <summary>Adds the words of a record, with undefined content.</summary>
    /// <param name="count">Their number, more than 0.</param>
    /// <param name="place">Their place.</param>
    /// <exception cref="InvalidOperationException">There would be too many.</exception>
    public Span<uint> Add(int count, out Place place)
    {
        if (count > _length - _used)
        {
            AddChunk(count);
        }

        place = new Place(_chunks.Count - 1, _used, count);
        _used += count;
        Count += count;
        return At(place);
    }

    /// <summary>Adds the words of many records in one chunk, with undefined content.</summary>
    /// <param name="count">Their number, more than 0.</param>
    /// <param name="place">Their place.</param>
    /// <exception cref="InvalidOperationException">There would be too many.</exception>
    public Memory<uint> AddMany(int count, out Place place)
    {
        _ = Add(count, out place);
        return _chunks[place.Chunk].Words.Slice(place.Start, count);
    }

    /// <summary>Returns the words at a place.</summary>
    public Span<uint> At(Place place) => _chunks[place.Chunk].Words.Span.Slice(place.Start, place.Count);

    /// <summary>Returns the words of a chunk.</summary>
    public ReadOnlySpan<uint> InChunk(int chunk) => _chunks[chunk].Words.Span[..(chunk == _chunks.Count - 1 ? _used : _chunks[chunk].Used)];

    /// <summary>Removes the words after an earlier end.</summary>
    public void CutAt(Mark end)
    {
        for (int chunk = end.Chunks; chunk < _chunks.Count; chunk++)
        {
            _chunks[chunk].Free();
        }

        _chunks.RemoveRange(end.Chunks, _chunks.Count - end.Chunks);
        (_used, Count) = (end.Used, end.Count);
        _length = _chunks.Count == 0 ? 0 : _chunks[^1].Words.Length;
    }

    /// <summary>Frees the words at once. The collector does so later.</summary>
    public void Free() => CutAt(default);

    private void AddChunk(int count)
    {
        if ((long)Count + count > int.MaxValue / sizeof(uint))
        {
            throw new InvalidOperationException($"All types together would have more than {int.MaxValue} bytes.");
        }

        if (_chunks.Count != 0)
        {
            _chunks[^1] = _chunks[^1] with { Used = _used };
        }

        // As long as all words so far, so that few words take little memory.
        int length = Math.Max(count, Math.Clamp(Count, FirstLength, ChunkLength));
        WorkMemory<uint>? large = length > ChunkLength ? new WorkMemory<uint>(length) : null;
        _chunks.Add(new Chunk(large?.Memory ?? GC.AllocateUninitializedArray<uint>(length), 0, large));
        (_used, _length) = (0, length);
    }

    /// <summary>The place of words.</summary>
    public readonly record struct Place(int Chunk, int Start, int Count);

    /// <summary>An end of the words.</summary>
    public readonly record struct Mark(int Chunks, int Used, int Count);

    private readonly record struct Chunk(Memory<uint> Words, int Used, WorkMemory<uint>? Large)
    {
        public void Free() => ((IDisposable?)Large)?.Dispose();
    }
}
