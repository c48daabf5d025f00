namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Format =>
    [
        new("BtfHeader.ByteOrder", s => _ = s.Header.ByteOrder, SurfaceTraits.ReadsNothing),
        new("BtfHeader.Version", s => _ = s.Header.Version, SurfaceTraits.ReadsNothing),
        new("BtfHeader.Flags", s => _ = s.Header.Flags, SurfaceTraits.ReadsNothing),
        new("BtfHeader.HeaderLength", s => _ = s.Header.HeaderLength, SurfaceTraits.ReadsNothing),
        new("BtfHeader.TypeOffset", s => _ = s.Header.TypeOffset, SurfaceTraits.ReadsNothing),
        new("BtfHeader.TypeLength", s => _ = s.Header.TypeLength, SurfaceTraits.ReadsNothing),
        new("BtfHeader.StringOffset", s => _ = s.Header.StringOffset, SurfaceTraits.ReadsNothing),
        new("BtfHeader.StringLength", s => _ = s.Header.StringLength, SurfaceTraits.ReadsNothing),
        new("BtfHeader.LayoutOffset", s => _ = s.Header.LayoutOffset, SurfaceTraits.ReadsNothing),
        new("BtfHeader.LayoutLength", s => _ = s.Header.LayoutLength, SurfaceTraits.ReadsNothing),
        new("BtfHeader.Parse(ReadOnlySpan<Byte>)", s => BtfHeader.Parse(s.Bytes), SurfaceTraits.ReadsNothing),
        new("BtfHeader.TryParse(ReadOnlySpan<Byte>, out BtfHeader, out BtfError)", s => _ = BtfHeader.TryParse(s.Bytes, out _, out _), SurfaceTraits.ReadsNothing),
        new("BtfHeader.TryParse(ReadOnlySpan<Byte>, out BtfHeader, out BtfError)", s => _ = BtfHeader.TryParse(default, out _, out _), SurfaceTraits.ReadsNothing),
        new("BtfError.Code", s => _ = s.Error.Code, SurfaceTraits.ReadsNothing),
        new("BtfError.ByteOffset", s => _ = s.Error.ByteOffset, SurfaceTraits.ReadsNothing),
        new("BtfError.TypeId", s => _ = s.Error.TypeId, SurfaceTraits.ReadsNothing),
        new("BtfError.Message", s => _ = s.Error.Message, SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfError.ToString()", s => s.Error.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfKindExtensions.HasTarget(BtfKind)", s => BtfKind.Ptr.HasTarget(), SurfaceTraits.ReadsNothing),
        new("BtfKindExtensions.Includes(BtfKinds, BtfKind)", s => BtfKinds.Composite.Includes(BtfKind.Ptr), SurfaceTraits.ReadsNothing),
        new("BtfKindExtensions.GetName(BtfKind)", s => BtfKind.Ptr.GetName(), SurfaceTraits.ReadsNothing),

        // The walk without an object.
        new("BtfTypeReader.Read()", s => ReadAll(s), SurfaceTraits.ReadsNothing),
        new("BtfTypeReader.Header", s => _ = FirstRecord(s).Header, SurfaceTraits.ReadsNothing),
        new("BtfTypeReader.TypeId", s => _ = FirstRecord(s).TypeId, SurfaceTraits.ReadsNothing),
        new("BtfTypeReader.ByteOffset", s => _ = FirstRecord(s).ByteOffset, SurfaceTraits.ReadsNothing),
        new("BtfTypeReader.Strings", s => _ = FirstRecord(s).Strings.Bytes.Length, SurfaceTraits.ReadsNothing),
        new("BtfTypeReader.Current", s => _ = FirstRecord(s).Current.Vlen, SurfaceTraits.ReadsNothing),
        new("BtfRecord.Kind", s => _ = FirstRecord(s).Current.Kind, SurfaceTraits.ReadsNothing),
        new("BtfRecord.Vlen", s => _ = FirstRecord(s).Current.Vlen, SurfaceTraits.ReadsNothing),
        new("BtfRecord.KindFlag", s => _ = FirstRecord(s).Current.KindFlag, SurfaceTraits.ReadsNothing),
        new("BtfRecord.NameOffset", s => _ = FirstRecord(s).Current.NameOffset, SurfaceTraits.ReadsNothing),
        new("BtfRecord.SizeOrType", s => _ = FirstRecord(s).Current.SizeOrType, SurfaceTraits.ReadsNothing),
        new("BtfRecord.WordCount", s => _ = FirstRecord(s).Current.WordCount, SurfaceTraits.ReadsNothing),
        new("BtfRecord.Bytes", s => _ = FirstRecord(s).Current.Bytes.Length, SurfaceTraits.ReadsNothing),
        new("BtfRecord.GetWord(Int32)", s => FirstRecord(s).Current.GetWord(3), SurfaceTraits.ReadsNothing),
        new("BtfStringTable.Bytes", s => _ = FirstRecord(s).Strings.Bytes.Length, SurfaceTraits.ReadsNothing),
        new("BtfStringTable.TryGet(UInt32, out ReadOnlySpan<Byte>)", s => FirstRecord(s).Strings.TryGet(1, out _), SurfaceTraits.ReadsNothing),
    ];
}
