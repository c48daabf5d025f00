namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Containers =>
    [
        new("BtfObject.RawData", s => _ = s.Object.RawData),
    ];
}
