using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tracer;

/// <summary>Reads a ring buffer: a page with the reader's position, a page with the writers' position, and the data, mapped twice in a row.</summary>
internal sealed unsafe partial class RingBuffer : IDisposable
{
    private const int HeaderLength = 8;
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;
    private const int ReadWrite = 3;
    private const int ReadOnly = 1;
    private const int Shared = 1;
    private const short PollIn = 1;
    private readonly SafeFileHandle _map;
    private readonly int _page = Environment.SystemPageSize;
    private readonly uint _size;
    private readonly byte* _reader;
    private readonly byte* _writer;

    public RingBuffer(SafeFileHandle map, uint size)
    {
        _map = map;
        _size = size;
        _reader = Map(_page, ReadWrite, 0);
        _writer = Map(_page + (2 * (nint)size), ReadOnly, _page);
    }

    /// <summary>Waits for data, up to a time in milliseconds.</summary>
    public void Wait(int milliseconds)
    {
        PollEntry entry = new() { Descriptor = (int)_map.DangerousGetHandle(), Events = PollIn };
        _ = Poll(&entry, 1, milliseconds);
    }

    /// <summary>Passes each available record to a callback. The span is valid during the call.</summary>
    public int Read(Action<ReadOnlySpan<byte>> take)
    {
        int count = 0;
        ulong position = Volatile.Read(ref *(ulong*)_reader);
        while (position < Volatile.Read(ref *(ulong*)_writer))
        {
            // In bounds: the data is mapped twice, so a record never wraps.
            byte* record = _writer + _page + (position & (_size - 1));
            uint header = Volatile.Read(ref *(uint*)record);
            if ((header & Busy) != 0)
            {
                break;
            }

            int length = (int)(header & ~Discarded);
            if ((header & Discarded) == 0)
            {
                take(new ReadOnlySpan<byte>(record + HeaderLength, length));
                count++;
            }

            position += (ulong)(HeaderLength + length + 7) & ~7ul;
            Volatile.Write(ref *(ulong*)_reader, position);
        }

        return count;
    }

    public void Dispose()
    {
        _ = Unmap(_reader, _page);
        _ = Unmap(_writer, _page + (2 * (nint)_size));
        _map.Dispose();
    }

    private byte* Map(nint length, int protection, nint offset)
    {
        void* start = Map(null, length, protection, Shared, (int)_map.DangerousGetHandle(), offset);
        return (nint)start != -1 ? (byte*)start : throw new Win32Exception(Marshal.GetLastPInvokeError(), "The ring buffer cannot be mapped");
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollEntry* entries, nint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
