using Btf.Core.Diagrams;

namespace Btf.Testing;

/// <summary>Writes dumps and discards them.</summary>
internal static class DumpQueries
{
    private const int MostTypes = 32;

    // A picture of a crafted structure takes up to 50 MB.
    private const int MostPictures = 2;
    private const int PictureDepth = 3;

    public static void C(BtfObject btf)
    {
        Write(btf, static (b, text) => BtfDump.WriteC(b, text));
        Each(btf, static (type, text) => BtfDump.WriteC([type], text));
    }

    public static void Raw(BtfObject btf)
    {
        Write(btf, static (b, text) => BtfDump.WriteRaw(b, text));
        Write(btf, static (b, text) => BtfDump.WriteJson(b, text));
    }

    public static void Layout(BtfObject btf)
    {
        Each(btf, BtfDump.WriteLayout);
        foreach (BtfType type in QueryBudget.Some(btf, QueryBudget.Of(btf, MostPictures)))
        {
            if (BtfKinds.Composite.Includes(type.Kind))
            {
                Write(type, static (drawn, picture) => BtfDiagram.WriteSvg(drawn, picture, new BtfDiagramOptions { Depth = PictureDepth }));
                Write(type, static (drawn, picture) => BtfDiagram.WriteText(drawn, picture, new BtfDiagramOptions { Depth = PictureDepth }));
            }
        }
    }

    private static void Each(BtfObject btf, Action<BtfType, DiscardingBuffer> write)
    {
        foreach (BtfType type in QueryBudget.Some(btf, QueryBudget.Of(btf, MostTypes)))
        {
            Write(type, write);
        }
    }

    private static void Write<T>(T what, Action<T, DiscardingBuffer> write)
    {
        try
        {
            write(what, new DiscardingBuffer());
        }
        catch (BtfFormatException e)
        {
            FuzzTargets.Expect(e.Error.Code != BtfErrorCode.None && e.Message.Length > 0, "There is no reason.");
        }
    }
}
