namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Objects =>
    [
        new("BtfObject.Base", s => _ = s.Object.Base),
        new("BtfObject.Header", s => _ = s.Object.Header),
        new("BtfObject.ByteOrder", s => _ = s.Object.ByteOrder),
        new("BtfObject.TypeCount", s => _ = s.Object.TypeCount),
        new("BtfObject.FirstTypeId", s => _ = s.Object.FirstTypeId),
        new("BtfObject.NextTypeId", s => _ = s.Object.NextTypeId),
        new("BtfObject.Types", s => _ = s.Object.Types),
        new("BtfObject.AllTypes", s => _ = s.Object.AllTypes),
        new("BtfObject.PointerSize", s => _ = s.Object.PointerSize),
        new("BtfObject.RawData", s => _ = s.Object.RawData),
        new("BtfObject.GetReader()", s => _ = s.Object.GetReader()),
        new("BtfRecordReader[UInt32]", s => _ = s.Object.GetReader()[s.Object.FirstTypeId].SizeOrType),
        new("BtfRecordReader.TryGetRecord(UInt32, out BtfRecord)", s => s.Object.GetReader().TryGetRecord(s.Object.FirstTypeId, out _)),
        new("BtfRecordReader.GetName(UInt32)", s => _ = s.Object.GetReader().GetName(1)),
        new("BtfObject.IndexByteCount", s => _ = s.Object.IndexByteCount),
        new("BtfObject.LeftOverByteCount", s => _ = s.Object.LeftOverByteCount),
        new("BtfObject.LooksLikeWrongBase()", s => s.Object.LooksLikeWrongBase()),
        new("BtfObject.IsSortedByName", s => _ = s.Object.IsSortedByName),
        new("BtfObject.IsDisposed", s => _ = s.Object.IsDisposed, SurfaceTraits.ReadsNothing),
        new("BtfObject[UInt32]", s => _ = s.Object[1]),
        new("BtfObject[UInt32]", s => _ = s.Object[0]),
        new("BtfObject[UInt32]", s => _ = s.Object[s.Type.Id]),
        new("BtfObject.TryGetType(UInt32, out BtfType)", s => s.Object.TryGetType(s.Type.Id, out _)),
        new("BtfObject.TryGetType(UInt32, out BtfType)", s => s.Object.TryGetType(uint.MaxValue, out _)),
        
        // Lists of types, and walks over them.
        new("BtfTypeList.Count", s => _ = s.Types.Count, SurfaceTraits.ReadsNothing),
        new("BtfTypeList.GetEnumerator()", s => Walk(s.Types)),
        new("BtfTypeList.GetEnumerator()", s => Walk(s.Object.AllTypes)),
        new("BtfTypeList.Enumerator.Current", s => _ = s.TypeWalk.Current),
        new("BtfTypeList.Enumerator.MoveNext()", s => Step(s.TypeWalk), SurfaceTraits.ReadsNothing),
    ];
}
