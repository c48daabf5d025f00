namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly BtfKernelTreeProgress _progress = new("module", 1, 2, default);

    private static IEnumerable<SurfaceCall> Containers =>
    [
        new("BtfObject.RawData", s => _ = s.Object.RawData),
        new("BtfKernelTreeProgress.ModuleName", s => _ = _progress.ModuleName, SurfaceTraits.ReadsNothing),
        new("BtfKernelTreeProgress.Completed", s => _ = _progress.Completed, SurfaceTraits.ReadsNothing),
        new("BtfKernelTreeProgress.Total", s => _ = _progress.Total, SurfaceTraits.ReadsNothing),
        new("BtfKernelTreeProgress.Error", s => _ = _progress.Error, SurfaceTraits.ReadsNothing),
        new("BtfKernelTreeProgress.ToString()", s => _progress.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];
}
