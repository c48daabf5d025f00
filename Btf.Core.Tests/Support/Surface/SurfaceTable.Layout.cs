namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Layout =>
    [
        .. Sized.SelectMany(type => new SurfaceCall[]
        {
            new("BtfType.SizeInBytes", s => _ = type(s).SizeInBytes),
            new("BtfType.TryGetSizeInBytes(out UInt32)", s => type(s).TryGetSizeInBytes(out _)),
        }),
        .. Aligned.SelectMany(type => new SurfaceCall[]
        {
            new("BtfType.Alignment", s => _ = type(s).Alignment),
            new("BtfType.TryGetAlignment(out UInt32)", s => type(s).TryGetAlignment(out _)),
        }),
        new("BtfLayoutEntry.Part", s => _ = default(BtfLayoutEntry).Part, SurfaceTraits.ReadsNothing),
        new("BtfLayoutEntry.BitOffset", s => _ = default(BtfLayoutEntry).BitOffset, SurfaceTraits.ReadsNothing),
        new("BtfLayoutEntry.BitSize", s => _ = default(BtfLayoutEntry).BitSize, SurfaceTraits.ReadsNothing),
        new("BtfLayoutEntry.MemberIndex", s => _ = default(BtfLayoutEntry).MemberIndex, SurfaceTraits.ReadsNothing),
        new("BtfType.TryGetSizeInBytes(out UInt32)", s => s.Forward.AsType().TryGetSizeInBytes(out _)),
        new("BtfType.TryGetAlignment(out UInt32)", s => s.Forward.AsType().TryGetAlignment(out _)),
    ];

    private static Func<SurfaceSample, BtfType>[] Aligned =>
        [s => s.Type, s => s.Int.AsType(), s => s.Float.AsType(), s => s.Array.AsType(), s => s.Composite.AsType(), s => s.Enum.AsType(), s => s.TypeTag.AsType(), s => s.Paths.Root.AsType()];

    private static Func<SurfaceSample, BtfType>[] Sized => [.. Aligned, s => s.Variable.AsType(), s => s.DataSection.AsType(), s => s.DeclTag.AsType()];
}
