using Btf.Core.Programs;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Programs =>
    [
        new("CoreResolution.Relocation", s => _ = s.Extension.Resolution.Relocation, SurfaceTraits.ReadsNothing),
        new("CoreResolution.Error", s => _ = s.Extension.Resolution.Error, SurfaceTraits.ReadsNothing),
        new("CoreResolution.OldValue", s => _ = s.Extension.Resolution.OldValue, SurfaceTraits.ReadsNothing),
        new("CoreResolution.NewValue", s => _ = s.Extension.Resolution.NewValue, SurfaceTraits.ReadsNothing),
        new("CoreResolution.IsPoisoned", s => _ = s.Extension.Resolution.IsPoisoned, SurfaceTraits.ReadsNothing),
        new("CoreResolution.IsChecked", s => _ = s.Extension.Resolution.IsChecked, SurfaceTraits.ReadsNothing),
        new("CoreResolution.LocalMemorySize", s => _ = s.Extension.Resolution.LocalMemorySize, SurfaceTraits.ReadsNothing),
        new("CoreResolution.TargetMemorySize", s => _ = s.Extension.Resolution.TargetMemorySize, SurfaceTraits.ReadsNothing),
        new("CoreResolution.IsResizeRefused", s => _ = s.Extension.Resolution.IsResizeRefused, SurfaceTraits.ReadsNothing),
        new("CoreResolution.Target", s => _ = s.Extension.Resolution.Target, SurfaceTraits.ReadsNothing),
        new("CoreResolution.CandidateCount", s => _ = s.Extension.Resolution.CandidateCount, SurfaceTraits.ReadsNothing),
        new("CoreResolution.MatchCount", s => _ = s.Extension.Resolution.MatchCount, SurfaceTraits.ReadsNothing),
        new("CoreResolution.TryApply(Span<Byte>, out Boolean, out CoreError)", s => ApplyRelocation(s), SurfaceTraits.ReadsNothing),
        new("CoreError.Code", s => _ = s.Extension.Resolution.Error.Code, SurfaceTraits.ReadsNothing),
        new("CoreError.Errno", s => _ = s.Extension.Resolution.Error.Errno, SurfaceTraits.ReadsNothing),
        new("CoreError.Message", s => _ = s.Extension.Resolution.Error.Message, SurfaceTraits.Allocates),
        new("CoreError.ToString()", s => s.Extension.Resolution.Error.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Outcome", static s => _ = Cell.Outcome, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Outcome=", static s => _ = Cell with { Outcome = CoreOutcome.Absent }, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Value", static s => _ = Cell.Value, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Value=", static s => _ = Cell with { Value = 2 }, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Text", static s => _ = Cell.Text, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Text=", static s => _ = Cell with { Text = "" }, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.IsBroken", static s => _ = Cell.IsBroken, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Equals(CoreMatrixCell)", static s => _ = Cell.Equals(default), SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.GetHashCode()", static s => _ = Cell.GetHashCode(), SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.op_Equality(CoreMatrixCell, CoreMatrixCell)", static s => _ = Cell == default, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.op_Inequality(CoreMatrixCell, CoreMatrixCell)", static s => _ = Cell != default, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Deconstruct(out CoreOutcome, out UInt64, out String)", static s => (_, _, _) = Cell, SurfaceTraits.ReadsNothing),
        new("CoreMatrixCell.Detail", s => _ = Cell.Detail, SurfaceTraits.ReadsNothing | SurfaceTraits.Allocates),
        new("CoreMatrixCell.ToString()", s => Cell.ToString(), SurfaceTraits.ReadsNothing | SurfaceTraits.Allocates),
        new("CoreMatrixCell.Equals(Object)", s => _ = Cell.Equals((object)Cell), SurfaceTraits.ReadsNothing | SurfaceTraits.Allocates),
    ];

    private static CoreMatrixCell Cell => new(CoreOutcome.Moved, 1);

    private static void ApplyRelocation(SurfaceSample sample)
    {
        Span<byte> instructions = stackalloc byte[16];
        _ = sample.Extension.Resolution.TryApply(instructions, out _, out CoreError _);
    }
}
