using System.Buffers;
using Btf.Core.Diagrams;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static readonly ArrayBufferWriter<byte> _text = new(1 << 18);

    private static IEnumerable<SurfaceCall> CDumping =>
    [
        new("BtfDump.WriteC(BtfObject, IBufferWriter<Byte>)", s => BtfDump.WriteC(s.Object, EmptyText())),
        new("BtfDump.WriteC(ReadOnlySpan<BtfType>, IBufferWriter<Byte>)", s => BtfDump.WriteC([s.Composite.AsType()], EmptyText())),
        new("BtfDump.WriteC(BtfObject, IBufferWriter<Byte>, BtfCDumpStyle)", s => BtfDump.WriteC(s.Object, EmptyText(), BtfCDumpStyle.Bpftool)),
        new("BtfDump.WriteC(ReadOnlySpan<BtfType>, IBufferWriter<Byte>, BtfCDumpStyle)", s => BtfDump.WriteC([s.Composite.AsType()], EmptyText(), BtfCDumpStyle.Bpftool)),
        new("BtfDump.WriteC(BtfObject, Stream)", s => BtfDump.WriteC(s.Object, Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.WriteC(ReadOnlySpan<BtfType>, Stream)", s => BtfDump.WriteC([s.Composite.AsType()], Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.WriteLayout(BtfType, IBufferWriter<Byte>)", s => BtfDump.WriteLayout(s.Composite.AsType(), EmptyText())),
        new("BtfDump.WriteLayout(BtfType, IBufferWriter<Byte>)", s => BtfDump.WriteLayout(s.Enum.AsType(), EmptyText())),
        new("BtfDump.WriteLayout(BtfType, IBufferWriter<Byte>)", s => BtfDump.WriteLayout(s.Function.AsType(), EmptyText()), SurfaceTraits.Allocates),
        new("BtfDump.WriteLayout(BtfType, IBufferWriter<Byte>, BtfLayoutStyle)", s => BtfDump.WriteLayout(s.Composite.AsType(), EmptyText(), BtfLayoutStyle.Expanded | BtfLayoutStyle.Hexadecimal)),
        new("BtfDump.WriteLayout(BtfType, Stream)", s => BtfDump.WriteLayout(s.Composite.AsType(), Stream.Null), SurfaceTraits.Allocates),
        new("BtfDump.FormatType(BtfType)", s => _ = BtfDump.FormatType(s.Type), SurfaceTraits.Allocates),
        new("BtfDiagram.WriteSvg(BtfType, IBufferWriter<Byte>, BtfDiagramOptions)", s => BtfDiagram.WriteSvg(s.Composite.AsType(), EmptyText()), SurfaceTraits.Allocates),
        new(
            "BtfDiagram.WriteSvgComparison(BtfType, BtfType, IBufferWriter<Byte>, BtfDiagramOptions)",
            s => BtfDiagram.WriteSvgComparison(s.Composite.AsType(), s.Composite.AsType(), EmptyText()),
            SurfaceTraits.Allocates),
        new("BtfDiagram.WriteText(BtfType, IBufferWriter<Byte>, BtfDiagramOptions)", s => BtfDiagram.WriteText(s.Composite.AsType(), EmptyText()), SurfaceTraits.Allocates),
        new(
            "BtfDiagram.WriteTextComparison(BtfType, BtfType, IBufferWriter<Byte>, BtfDiagramOptions)",
            s => BtfDiagram.WriteTextComparison(s.Composite.AsType(), s.Composite.AsType(), EmptyText()),
            SurfaceTraits.Allocates),
    ];

    private static ArrayBufferWriter<byte> EmptyText()
    {
        _text.ResetWrittenCount();
        return _text;
    }
}
