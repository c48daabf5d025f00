using System.Buffers;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Memory that ends directly before an inaccessible page: reading one byte too many ends the test run.</summary>
public sealed unsafe class GuardedMemory : MemoryManager<byte>
{
    private readonly int _capacity;
    private readonly nuint _reserved;
    private readonly byte* _start;

    /// <summary>Reserves the memory with Linux calls; on other systems, skips the test.</summary>
    public GuardedMemory(int capacity)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("An inaccessible page is made with Linux calls.");
        }

        int page = Environment.SystemPageSize;
        _capacity = (capacity + page - 1) / page * page;
        _reserved = (nuint)(_capacity + page);
        nint address = LibC.Mmap(0, _reserved, LibC.ProtReadWrite, LibC.MapPrivateAnonymous, -1, 0);
        if (address == -1 || LibC.Mprotect(address + _capacity, (nuint)page, LibC.ProtNone) != 0)
        {
            throw new InvalidOperationException("There is no memory with a guard page.");
        }

        _start = (byte*)address;
    }

    /// <summary>The capacity in bytes.</summary>
    public int Capacity => _capacity;

    /// <summary>Copies bytes to the end of the memory, over its earlier content.</summary>
    public ReadOnlyMemory<byte> Place(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_start + _capacity - bytes.Length, bytes.Length));
        return Memory[(_capacity - bytes.Length)..];
    }

    public override Span<byte> GetSpan() => new(_start, _capacity);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, pinnable: this);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => _ = LibC.Munmap((nint)_start, _reserved);
}
