using System.Buffers;

namespace Btf.Core.Tests;

/// <summary>Returns the library's dumps of an object, as bytes.</summary>
public static class DumpText
{
    private const int FirstLength = 1 << 16;

    /// <summary>Returns the raw listing, which has every field of every type: equal text means that each was read correctly.</summary>
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
