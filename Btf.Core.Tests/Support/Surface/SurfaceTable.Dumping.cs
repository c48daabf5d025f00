namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly DiscardingBuffer _sink = new();

    private static IEnumerable<SurfaceCall> Dumping =>
    [
        new("BtfDump.WriteRaw(BtfObject, IBufferWriter<Byte>)", s => BtfDump.WriteRaw(s.Object, _sink)),
        new("BtfDump.WriteRaw(ReadOnlySpan<BtfType>, IBufferWriter<Byte>)", s => BtfDump.WriteRaw([s.Type], _sink)),
        new("BtfDump.WriteRaw(BtfObject, Stream)", s => BtfDump.WriteRaw(s.Object, Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.WriteRaw(ReadOnlySpan<BtfType>, Stream)", s => BtfDump.WriteRaw([s.Type], Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.WriteRaw(BtfObject, IBufferWriter<Byte>, BtfListingStyle)", s => BtfDump.WriteRaw(s.Object, _sink, BtfListingStyle.Bpftool)),
        new("BtfDump.WriteRaw(ReadOnlySpan<BtfType>, IBufferWriter<Byte>, BtfListingStyle)", s => BtfDump.WriteRaw([s.Type], _sink, BtfListingStyle.Bpftool)),
        new("BtfDump.WriteJson(BtfObject, IBufferWriter<Byte>, BtfListingStyle)", s => BtfDump.WriteJson(s.Object, _sink, BtfListingStyle.Bpftool)),
        new("BtfDump.WriteJson(ReadOnlySpan<BtfType>, IBufferWriter<Byte>, BtfListingStyle)", s => BtfDump.WriteJson([s.Type], _sink, BtfListingStyle.Bpftool)),
        new("BtfDump.WriteJson(BtfObject, IBufferWriter<Byte>)", s => BtfDump.WriteJson(s.Object, _sink)),
        new("BtfDump.WriteJson(ReadOnlySpan<BtfType>, IBufferWriter<Byte>)", s => BtfDump.WriteJson([s.Type], _sink)),
        new("BtfDump.WriteJson(BtfObject, Stream)", s => BtfDump.WriteJson(s.Object, Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.WriteJson(ReadOnlySpan<BtfType>, Stream)", s => BtfDump.WriteJson([s.Type], Stream.Null), SurfaceTraits.Allocates),
    ];
}
