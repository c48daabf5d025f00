namespace Btf.Core;

/// <summary>
/// A buffer for the starts of records while they are found. The process keeps one buffer, so that few opens wait for the system to clear pages.
/// </summary>
internal readonly unsafe ref struct ScanBuffer
{
    // Enough for a kernel of 8 MB of types. A larger buffer is freed.
    private const int MostKept = 700_000;

    private static BtfMemory? _spare;

    private readonly BtfMemory _memory;

    private ScanBuffer(BtfMemory memory) => _memory = memory;

    /// <summary>The buffer's elements. Their initial values are undefined.</summary>
    // In bounds: the length is that of the memory.
    public Span<uint> Span => new(_memory.Start, _memory.Length / sizeof(uint));

    /// <summary>Takes the buffer that the process keeps, if it is free and large enough; otherwise a new one.</summary>
    /// <param name="capacity">The number of starts that must fit.</param>
    public static ScanBuffer Rent(int capacity)
    {
        BtfMemory? spare = Interlocked.Exchange(ref _spare, null);
        int length = checked(capacity * sizeof(uint));
        if (spare is not null && spare.Length >= length)
        {
            return new ScanBuffer(spare);
        }

        spare?.Dispose();
        return new ScanBuffer(OwnMemory.Allocate(length));
    }

    public void Dispose()
    {
        if (_memory is not null && (_memory.Length > MostKept * sizeof(uint) || Interlocked.CompareExchange(ref _spare, _memory, null) is not null))
        {
            _memory.Dispose();
        }
    }
}
