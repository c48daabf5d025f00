namespace Btf.Testing;

/// <summary>Names the byte orders of tests that run once for each.</summary>
public static class ByteOrders
{
    public static BtfByteOrder Of(bool bigEndian) => bigEndian ? BtfByteOrder.BigEndian : BtfByteOrder.LittleEndian;
}
