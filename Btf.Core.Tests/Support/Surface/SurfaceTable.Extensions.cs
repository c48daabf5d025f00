using Btf.Core.Extensions;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Extensions =>
    [
        new("BtfExtensionReader.Read()", s => ReadExtension(s), SurfaceTraits.ReadsNothing),
        new("BtfExtensionReader.Part", s => _ = FirstExtensionRecord(s).Part, SurfaceTraits.ReadsNothing),
        new("BtfExtensionReader.SectionNameOffset", s => _ = FirstExtensionRecord(s).SectionNameOffset, SurfaceTraits.ReadsNothing),
        new("BtfExtensionReader.ByteOffset", s => _ = FirstExtensionRecord(s).ByteOffset, SurfaceTraits.ReadsNothing),
        new("BtfExtensionReader.WordCount", s => _ = FirstExtensionRecord(s).WordCount, SurfaceTraits.ReadsNothing),
        new("BtfExtensionReader.GetWord(Int32)", s => FirstExtensionRecord(s).GetWord(1), SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfFunctionInfo>.Count", s => _ = s.Extension.Functions.Count, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfFunctionInfo>.GetEnumerator()", s => s.Extension.Functions.GetEnumerator()),
        new("BtfExtensionRecords<BtfFunctionInfo>.Enumerator.Current", s => _ = s.Extension.FunctionWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfFunctionInfo>.Enumerator.MoveNext()", s => Step(s.Extension.FunctionWalk)),
        new("BtfExtensionRecords<BtfLineInfo>.Count", s => _ = s.Extension.Lines.Count, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfLineInfo>.GetEnumerator()", s => s.Extension.Lines.GetEnumerator()),
        new("BtfExtensionRecords<BtfLineInfo>.Enumerator.Current", s => _ = s.Extension.LineWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfLineInfo>.Enumerator.MoveNext()", s => Step(s.Extension.LineWalk)),
        new("BtfExtensionRecords<BtfCoreRelocation>.Count", s => _ = s.Extension.Relocations.Count, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfCoreRelocation>.GetEnumerator()", s => s.Extension.Relocations.GetEnumerator()),
        new("BtfExtensionRecords<BtfCoreRelocation>.Enumerator.Current", s => _ = s.Extension.RelocationWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfExtensionRecords<BtfCoreRelocation>.Enumerator.MoveNext()", s => Step(s.Extension.RelocationWalk)),
        new("BtfFunctionInfo.ByteOffset", s => _ = s.Extension.Function.ByteOffset, SurfaceTraits.ReadsNothing),
        .. Equality("BtfFunctionInfo", s => s.Extension.Function),
        new("BtfFunctionInfo.SectionName", s => _ = s.Extension.Function.SectionName.Utf8.Length),
        new("BtfFunctionInfo.InstructionOffset", s => _ = s.Extension.Function.InstructionOffset),
        new("BtfFunctionInfo.TypeId", s => _ = s.Extension.Function.TypeId),
        new("BtfFunctionInfo.Type", s => _ = s.Extension.Function.Type),
        new("BtfLineInfo.ByteOffset", s => _ = s.Extension.Line.ByteOffset, SurfaceTraits.ReadsNothing),
        .. Equality("BtfLineInfo", s => s.Extension.Line),
        new("BtfLineInfo.SectionName", s => _ = s.Extension.Line.SectionName.Utf8.Length),
        new("BtfLineInfo.InstructionOffset", s => _ = s.Extension.Line.InstructionOffset),
        new("BtfLineInfo.FileName", s => _ = s.Extension.Line.FileName.Utf8.Length),
        new("BtfLineInfo.Text", s => _ = s.Extension.Line.Text.Utf8.Length),
        new("BtfLineInfo.Line", s => _ = s.Extension.Line.Line),
        new("BtfLineInfo.Column", s => _ = s.Extension.Line.Column),
        new("BtfCoreRelocation.ByteOffset", s => _ = s.Extension.Relocation.ByteOffset, SurfaceTraits.ReadsNothing),
        .. Equality("BtfCoreRelocation", s => s.Extension.Relocation),
        new("BtfCoreRelocation.SectionName", s => _ = s.Extension.Relocation.SectionName.Utf8.Length),
        new("BtfCoreRelocation.InstructionOffset", s => _ = s.Extension.Relocation.InstructionOffset),
        new("BtfCoreRelocation.TypeId", s => _ = s.Extension.Relocation.TypeId),
        new("BtfCoreRelocation.Type", s => _ = s.Extension.Relocation.Type),
        new("BtfCoreRelocation.AccessPath", s => _ = s.Extension.Relocation.AccessPath.Utf8.Length),
        new("BtfCoreRelocation.Kind", s => _ = s.Extension.Relocation.Kind),
        new("BtfCoreRelocation.ToString()", s => s.Extension.Relocation.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];

    private static void Step<T>(BtfExtensionRecords<T>.Enumerator walk)
        where T : struct, IBtfExtensionRecord<T> => walk.MoveNext();

    private static BtfExtensionReader FirstExtensionRecord(SurfaceSample sample)
    {
        var reader = new BtfExtensionReader(sample.Extension.Bytes);
        _ = reader.Read();
        return reader;
    }

    private static void ReadExtension(SurfaceSample sample)
    {
        var reader = new BtfExtensionReader(sample.Extension.Bytes);
        while (reader.Read())
        {
        }
    }
}
