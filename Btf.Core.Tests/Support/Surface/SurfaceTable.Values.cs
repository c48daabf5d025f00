using Btf.Core.Values;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly BtfValueOptions _tableOptions = new() { Style = BtfValueStyle.Table };
    private static readonly byte[] _valueBytes = new byte[4096];

    private static readonly BtfField<int> _boundField = BindField();

    private static IEnumerable<SurfaceCall> Values =>
    [
        new("BtfValueWriter.Write(BtfType, ReadOnlySpan<Byte>, IBufferWriter<Byte>, BtfValueOptions)", s => BtfValueWriter.Write(s.Int.AsType(), _valueBytes, _sink)),
        new("BtfValueWriter.TryWrite(BtfType, ReadOnlySpan<Byte>, IBufferWriter<Byte>, out UInt32, out BtfError, BtfValueOptions)",
            s => BtfValueWriter.TryWrite(s.Int.AsType(), _valueBytes, _sink, out _, out _, _tableOptions)),
        new("BtfField<Int32>.IsBound", s => _ = _boundField.IsBound, SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.Count", s => _ = _boundField.Count, SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.Read(ReadOnlySpan<Byte>)", s => _ = _boundField.Read(_valueBytes), SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.ReadUnchecked(ReadOnlySpan<Byte>)", s => _ = _boundField.ReadUnchecked(_valueBytes), SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.Read(ReadOnlySpan<Byte>, Int32)", s => _ = _boundField.Read(_valueBytes, 0), SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.Slice(ReadOnlySpan<Byte>)", s => _ = _boundField.Slice(_valueBytes), SurfaceTraits.ReadsNothing),
        new("BtfField<Int32>.Text(ReadOnlySpan<Byte>)", s => _ = _boundField.Text(_valueBytes), SurfaceTraits.ReadsNothing),
        new("BtfIndirectField<Int32>.IsBound", s => _ = default(BtfIndirectField<int>).IsBound, SurfaceTraits.ReadsNothing),
        new("BtfValue.Type", s => _ = ValueOf(s.Int.AsType()).Type, SurfaceTraits.ReadsNothing),
        new("BtfValue.Address", s => _ = ValueOf(s.Int.AsType()).Address, SurfaceTraits.ReadsNothing),
        new("BtfValue.Bytes", s => _ = ValueOf(s.Int.AsType()).Bytes),
        new("BtfValue.Count", s => _ = ValueOf(s.Array.AsType()).Count),
        new("BtfValue[Int32]", s => _ = ValueOf(s.Array.AsType())[0]),
        new("BtfValue.TryGetMember(String, out BtfValue)", s => _ = ValueOf(s.Composite.AsType()).TryGetMember("none", out _)),
        new("BtfValue.WriteTo(IBufferWriter<Byte>, BtfValueOptions)", s => ValueOf(s.Int.AsType()).WriteTo(_sink)),
        new("BtfValue.ReadInt64()", s => ValueOf(s.Int.AsType()).ReadInt64()),
        new("BtfValue.ReadUInt64()", s => ValueOf(s.Int.AsType()).ReadUInt64()),
        new("BtfValue.ReadInt128()", s => ValueOf(s.Int.AsType()).ReadInt128()),
        new("BtfValue.ReadDouble()", s => ValueOf(s.Float.AsType()).ReadDouble()),
        new("BtfValue.ToString()", s => ValueOf(s.Int.AsType()).ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];

    private static BtfValue ValueOf(BtfType type) => new(type, _valueBytes);

    private static BtfField<int> BindField()
    {
        BtfBuilder builder = new();
        builder.AddStruct("s", 4, ("n", builder.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        return BtfField<int>.Bind(btf, "s.n");
    }
}
