using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Memory of the library's own, in a mapping of its own: large copies of data, and indexes. Closing gives its memory back at once.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PooledMemory : BtfMemory
{
    private readonly nuint _mappedLength;
    private bool _isEmpty;

    /// <summary>Takes pages that read as zeros and can be written.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public PooledMemory(int length)
    {
        _mappedLength = LinuxPages.Round(length);
        nint start = Map(_mappedLength);
        if (start == 0)
        {
            LastResort.Collect();
            start = Map(_mappedLength);
        }

        Start = start != 0 ? (byte*)start : throw new IOException($"There are no {length} bytes of memory for a copy of the data or an index.");
        Length = length;
        NativeHeap.Count(length);
        TellPressure((long)_mappedLength, 0);
    }

    /// <summary>The bytes from <see cref="BtfMemory.Start"/> to the end of the last page.</summary>
    public override int Capacity => (int)Math.Min(_mappedLength, int.MaxValue);

    public override void Close()
    {
        base.Close();
        Empty();
        TellPressure(0, (long)_mappedLength);
    }

    protected override void Free()
    {
        // The finalizer may run after a constructor that threw.
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

    /// <summary>Maps pages that can be written; 0 where there is no room.</summary>
    private static nint Map(nuint length)
    {
        // Where that fails, the addresses may be somebody else's: they are given up.
        if (AddressPool.TryRent(length) is { } waiting && LinuxPages.MapWritableAt(waiting, length, populate: true))
        {
            return waiting;
        }

        return LinuxPages.MapWritable(length, populate: true);
    }

    private void Empty()
    {
        if (_isEmpty)
        {
            return;
        }

        // Another mapping may be one too many for the process, and pages that are locked in memory cannot be given back.
        _isEmpty = true;
        if (!LinuxPages.Replace((nint)Start, _mappedLength) && !LinuxPages.Discard((nint)Start, _mappedLength))
        {
            NativeMemory.Clear(Start, _mappedLength);
        }
    }
}
