namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly BtfVerifierOptions _anyOrder = new() { Rules = BtfRules.Linux618, EnforceSizeLimit = false };

    private static readonly Func<BtfFinding, bool> _goOn = _ => true;

    private static IEnumerable<SurfaceCall> Verification =>
    [
        new("BtfVerifier.Verify(BtfObject)", s => BtfVerifier.Verify(s.Object)),
        new("BtfVerifier.Verify(BtfObject, BtfVerifierOptions)", s => BtfVerifier.Verify(s.Object, _anyOrder)),
        new("BtfVerifier.Verify(ReadOnlySpan<Byte>, BtfObject, BtfVerifierOptions)", s => BtfVerifier.Verify(s.Bytes, null, _anyOrder), SurfaceTraits.ReadsNothing),
        new("BtfVerifier.VerifyAll(BtfObject)", s => BtfVerifier.VerifyAll(s.Object), SurfaceTraits.Allocates),
        new("BtfVerifier.VerifyAll(BtfObject, BtfVerifierOptions)", s => BtfVerifier.VerifyAll(s.Object, _anyOrder), SurfaceTraits.Allocates),
        new("BtfVerifier.VerifyEach(BtfObject, BtfVerifierOptions, Func<BtfFinding, Boolean>)", s => BtfVerifier.VerifyEach(s.Object, _anyOrder, _goOn)),
        new("BtfVerifier.VerifyAll(ReadOnlySpan<Byte>, BtfObject, BtfVerifierOptions)", s => BtfVerifier.VerifyAll(s.Bytes), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfFinding.Code", s => _ = FindingOf(s).Code, SurfaceTraits.ReadsNothing),
        new("BtfFinding.ByteOffset", s => _ = FindingOf(s).ByteOffset, SurfaceTraits.ReadsNothing),
        new("BtfFinding.TypeId", s => _ = FindingOf(s).TypeId, SurfaceTraits.ReadsNothing),
        new("BtfFinding.Kind", s => _ = FindingOf(s).Kind, SurfaceTraits.ReadsNothing),
        new("BtfFinding.ElementIndex", s => _ = FindingOf(s).ElementIndex, SurfaceTraits.ReadsNothing),
        new("BtfFinding.IsFilledByLoader", s => _ = FindingOf(s).IsFilledByLoader, SurfaceTraits.ReadsNothing),
        new("BtfFinding.IsNone", s => _ = FindingOf(s).IsNone, SurfaceTraits.ReadsNothing),
        new("BtfFinding.Field", s => _ = FindingOf(s).Field, SurfaceTraits.ReadsNothing),
        new("BtfFinding.Rule", s => _ = FindingOf(s).Rule, SurfaceTraits.ReadsNothing),
        new("BtfFinding.Errno", s => _ = FindingOf(s).Errno, SurfaceTraits.ReadsNothing),
        new("BtfFinding.Message", s => _ = FindingOf(s).Message, SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfFinding.ToString()", s => _ = FindingOf(s).ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];

    private static BtfFinding FindingOf(SurfaceSample sample) => BtfVerifier.Verify(sample.Bytes.AsSpan(1));
}
