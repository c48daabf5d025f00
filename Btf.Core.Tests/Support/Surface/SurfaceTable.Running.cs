namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static LoadedBtf Loaded { get; } = new(7, "a_module", 1000, isKernel: true);

    private static IEnumerable<SurfaceCall> Running =>
    [
        new("LoadedBtf.Id", s => _ = Loaded.Id, SurfaceTraits.ReadsNothing),
        new("LoadedBtf.Name", s => _ = Loaded.Name, SurfaceTraits.ReadsNothing),
        new("LoadedBtf.Size", s => _ = Loaded.Size, SurfaceTraits.ReadsNothing),
        new("LoadedBtf.IsKernel", s => _ = Loaded.IsKernel, SurfaceTraits.ReadsNothing),
        new("LoadedBtf.IsModule", s => _ = Loaded.IsModule, SurfaceTraits.ReadsNothing),
        new("LoadedBtf.ToString()", s => Loaded.ToString(), SurfaceTraits.ReadsNothing | SurfaceTraits.Allocates),
    ];
}
