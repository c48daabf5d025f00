using Btf.Core.Values;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly BtfValueOptions _tableOptions = new() { Style = BtfValueStyle.Table };
    private static readonly byte[] _valueBytes = new byte[4096];

    private static IEnumerable<SurfaceCall> Values =>
    [
        new("BtfValueWriter.Write(BtfType, ReadOnlySpan<Byte>, IBufferWriter<Byte>, BtfValueOptions)", s => BtfValueWriter.Write(s.Int.AsType(), _valueBytes, _sink)),
        new("BtfValueWriter.TryWrite(BtfType, ReadOnlySpan<Byte>, IBufferWriter<Byte>, out UInt32, out BtfError, BtfValueOptions)",
            s => BtfValueWriter.TryWrite(s.Int.AsType(), _valueBytes, _sink, out _, out _, _tableOptions)),
    ];
}
