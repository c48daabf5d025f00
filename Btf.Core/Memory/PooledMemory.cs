using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>The library's own memory in a separate mapping, for large copies of data and indexes. Closing frees its memory at once.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PooledMemory : BtfMemory
{
    // The length of a huge page: shorter memory has none.
    private const int HugeLength = 2 << 20;

    private nuint _mappedLength;
    private bool _isEmpty;

    /// <summary>Allocates writable pages that read as zeros.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <param name="likely">The number of bytes that are likely to be written. Their pages get memory at once. 0 if that is unknown.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public PooledMemory(int length, int likely)
    {
        _mappedLength = LinuxPages.Round(length);
        bool canBeHuge = (likely == 0 ? length : likely) >= HugeLength;
        bool populate = likely == length && !canBeHuge;
        nint start = Map(_mappedLength, populate);
        if (start == 0)
        {
            LastResort.Collect();
            start = Map(_mappedLength, populate);
        }

        if (canBeHuge && start != 0)
        {
            // The system clears a huge page in a tenth of the time that it needs for as many small ones.
            LinuxPages.PreferHuge(start, _mappedLength);
        }

        if (likely != 0 && !populate && start != 0)
        {
            LinuxPages.PopulateForWriting(start, LinuxPages.Round(likely));
        }

        Start = start != 0 ? (byte*)start : throw new IOException($"There are no {length} bytes of memory for a copy of the data or an index.");
        Length = length;
        NativeHeap.Count(length);
        long used = (long)LinuxPages.Round(likely);
        TellPressure(used, (long)_mappedLength - used);
    }

    /// <summary>The number of bytes from <see cref="BtfMemory.Start"/> to the end of the last page.</summary>
    public override int Capacity => (int)Math.Min(_mappedLength, int.MaxValue);

    /// <summary>Gives back what lies after a length, before anything is attached.</summary>
    /// <param name="length">The new length in bytes, more than 0.</param>
    public void Trim(int length)
    {
        NativeHeap.Count(length - Length);
        Length = length;
        nuint kept = LinuxPages.Round(length);
        if (kept < _mappedLength)
        {
            LinuxPages.Unmap((nint)Start + (nint)kept, _mappedLength - kept);
            _mappedLength = kept;
            TellPressure((long)kept, 0);
        }
    }

    public override void Close()
    {
        base.Close();
        Empty();
        TellPressure(0, (long)_mappedLength);
    }

    protected override void Free()
    {
        // The finalizer also runs if the constructor threw.
        if (Start == null)
        {
            return;
        }

        if (!IsExposed)
        {
            LinuxPages.Unmap((nint)Start, _mappedLength);
        }
        else
        {
            Empty();
            AddressPool.Return((nint)Start, _mappedLength);
        }
    }

    /// <summary>Maps writable pages; returns 0 if there is no room.</summary>
    private static nint Map(nuint length, bool populate)
    {
        // If the call fails, other code may use the addresses: give them up.
        if (AddressPool.TryRent(length) is { } waiting && LinuxPages.MapWritableAt(waiting, length, populate))
        {
            return waiting;
        }

        return LinuxPages.MapWritable(length, populate);
    }

    private void Empty()
    {
        if (_isEmpty)
        {
            return;
        }

        // Replace may need one mapping more than the process may have, and Discard cannot free pages that are locked in memory.
        _isEmpty = true;
        if (!LinuxPages.Replace((nint)Start, _mappedLength) && !LinuxPages.Discard((nint)Start, _mappedLength))
        {
            NativeMemory.Clear(Start, _mappedLength);
        }
    }
}
