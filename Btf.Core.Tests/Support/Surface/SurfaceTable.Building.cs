
namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Building =>
    [
        new("BtfName.op_Implicit(String)", s => _ = (BtfName)"name", SurfaceTraits.ReadsNothing),
        new("BtfName.op_Implicit(BtfString)", s => _ = (BtfName)s.Name, SurfaceTraits.ReadsNothing),
        new("BtfBuilderMember.op_Implicit(ValueTuple<String, UInt32, Int32>)", s => _ = (BtfBuilderMember)("name", 1u, 0), SurfaceTraits.ReadsNothing),
        new("BtfBuilderMember.op_Implicit(ValueTuple<String, UInt32, Int32, Int32>)", s => _ = (BtfBuilderMember)("name", 1u, 0, 5), SurfaceTraits.ReadsNothing),
        new("BtfBuilderParameter.op_Implicit(ValueTuple<String, UInt32>)", s => _ = (BtfBuilderParameter)("name", 1u), SurfaceTraits.ReadsNothing),
        new("BtfBuilderValue.op_Implicit(ValueTuple<String, Int64>)", s => _ = (BtfBuilderValue)("NAME", 1L), SurfaceTraits.ReadsNothing),
        new("BtfBuilderEntry.op_Implicit(ValueTuple<UInt32, Int32, Int32>)", s => _ = (BtfBuilderEntry)(1u, 0, 4), SurfaceTraits.ReadsNothing),
        new("BtfBuilderSite.op_Implicit(ValueTuple<UInt32, UInt32, Int32>)", s => _ = (BtfBuilderSite)(1u, 2u, 64), SurfaceTraits.ReadsNothing),
    ];
}
