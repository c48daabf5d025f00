using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Memory of the library's own, in whole pages: copies of data, and indexes. Closing gives the pages' memory back at once.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PooledMemory : BtfMemory
{
    // From here on one call is cheaper than a fault for each page.
    private const int PopulatedLength = 16 * 1024;

    private readonly nuint _mappedLength;
    private bool _isEmpty;

    /// <summary>Takes pages that read as zeros and can be written.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public PooledMemory(int length)
    {
        _mappedLength = LinuxPages.Round(length);
        Start = (byte*)AddressPool.Own.Rent(_mappedLength);
        Length = length;
        NativeHeap.Count(length);
        if (length >= PopulatedLength)
        {
            LinuxPages.PopulateForWriting((nint)Start, _mappedLength);
        }

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

        if (!IsExposed && _mappedLength >= AddressPool.LargeLength)
        {
            LinuxPages.Unmap((nint)Start, _mappedLength);
        }
        else
        {
            Empty();
            AddressPool.Own.Return((nint)Start, _mappedLength);
        }
    }

    private void Empty()
    {
        if (!_isEmpty)
        {
            _isEmpty = true;
            if (!LinuxPages.Discard((nint)Start, _mappedLength))
            {
                // Pages that are locked in memory cannot be given back. The next owner expects zeros.
                NativeMemory.Clear(Start, _mappedLength);
            }
        }
    }
}
