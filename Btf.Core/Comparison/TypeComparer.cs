using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Finds the differences between two versions of a type.</summary>
internal static class TypeComparer
{
    /// <summary>Compares two types of one name.</summary>
    /// <returns>At least one difference if the types' classes differ.</returns>
    public static PartSink Compare(ComparedTypes types, int old, int @new)
    {
        var sink = new PartSink(types);
        if (types.ClassOf[old] == types.ClassOf[@new])
        {
            return sink;
        }

        BtfKind oldKind = types.Graph.Kind(old);
        BtfKind newKind = types.Graph.Kind(@new);
        if (oldKind != newKind || oldKind == BtfKind.Fwd)
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Recoded, "", KindText(oldKind), KindText(newKind));
        }

        if (oldKind == newKind || (BtfKinds.AnyEnum.Includes(oldKind) && BtfKinds.AnyEnum.Includes(newKind)))
        {
            CompareContent(sink, oldKind, old, @new);
        }

        if (sink.Changes.Count == 0)
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Changed, "", "", "");
        }

        return sink;
    }

    private static void CompareContent(PartSink sink, BtfKind kind, int old, int @new)
    {
        TypeGraph graph = sink.Types.Graph;
        switch (kind)
        {
            case BtfKind.Struct or BtfKind.Union:
                new CompositeComparer(sink).Compare(old, @new);
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                new EnumComparer(sink).Compare(old, @new);
                break;
            case BtfKind.Func:
                new FunctionComparer(sink).Compare(old, @new);
                break;
            case BtfKind.DataSec:
                new SectionComparer(sink).Compare(old, @new);
                break;
            case BtfKind.Typedef:
                CompareTypedefs(sink, graph.Targets(old)[0], graph.Targets(@new)[0]);
                break;
            case BtfKind.Var:
                sink.CompareTypes(BtfChangedPart.Type, "", graph.Targets(old)[0], graph.Targets(@new)[0]);
                CompareLinkage(sink, graph.Record(old)[RecordShape.HeadWords], graph.Record(@new)[RecordShape.HeadWords]);
                break;
            case BtfKind.Int:
                sink.Compare(BtfChangedPart.Type, BtfChangeKind.Resized, "", graph.Record(old)[2], graph.Record(@new)[2]);
                CompareEncoding(sink, graph.Record(old)[RecordShape.HeadWords], graph.Record(@new)[RecordShape.HeadWords]);
                break;
            case BtfKind.Float:
                sink.Compare(BtfChangedPart.Type, BtfChangeKind.Resized, "", graph.Record(old)[2], graph.Record(@new)[2]);
                break;
        }
    }

    private static void CompareTypedefs(PartSink sink, int old, int @new)
    {
        TypeGraph graph = sink.Types.Graph;
        bool isOpen = graph.Name(old) == 0 && graph.Name(@new) == 0 && graph.Kind(old) == graph.Kind(@new) && BtfKinds.Composite.Includes(graph.Kind(old));
        if (isOpen)
        {
            new CompositeComparer(sink).Compare(old, @new);
        }
        else
        {
            sink.CompareTypes(BtfChangedPart.Type, "", old, @new);
        }
    }

    private static void CompareLinkage(PartSink sink, uint old, uint @new)
    {
        if (old != @new)
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Relinked, "", Linkage(old), Linkage(@new));
        }
    }

    private static string Linkage(uint linkage) => ((BtfVariableLinkage)linkage).ToString().ToLowerInvariant();

    private static void CompareEncoding(PartSink sink, uint old, uint @new)
    {
        if (old != @new)
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Recoded, "", Encoding(old), Encoding(@new));
        }
    }

    private static string Encoding(uint word) =>
        $"{RecordFormat.IntEncoding(word).ToString().ToLowerInvariant()}, {PartValue.Text(RecordFormat.IntBits(word))} bits at {PartValue.Text(RecordFormat.IntBitOffset(word))}";

    private static string KindText(BtfKind kind) => kind == BtfKind.Fwd ? "declaration" : kind.GetName().ToLowerInvariant();
}
