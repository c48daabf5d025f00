using System.Buffers;

namespace Btf.Core.Tests;

/// <summary>What the library writes of an object, as bytes.</summary>
public static class DumpText
{
    private const int FirstLength = 1 << 16;

    /// <summary>The raw listing, in which every field of every type shows: equal text means that each of them was read right.</summary>
    public static ReadOnlySpan<byte> Raw(BtfObject btf)
    {
        ArrayBufferWriter<byte> text = new(FirstLength);
        BtfDump.WriteRaw(btf, text, BtfListingStyle.Bpftool);
        return text.WrittenSpan;
    }

    public static ReadOnlySpan<byte> Json(BtfObject btf)
    {
        ArrayBufferWriter<byte> text = new(FirstLength);
        BtfDump.WriteJson(btf, text, BtfListingStyle.Bpftool);
        return text.WrittenSpan;
    }
}
