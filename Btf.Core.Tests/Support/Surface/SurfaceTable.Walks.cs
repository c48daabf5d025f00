namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static void Step(BtfTypeMatches.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfTypeChain.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfTypeList.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementList<BtfMember>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementList<BtfEnumValue>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementList<BtfParameter>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementList<BtfDataSectionEntry>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfTypeSearch.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementSearch<BtfMember>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfElementSearch<BtfEnumValue>.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfTypeReferrers.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfFunctionMatches.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfDeclTagMatches.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfCollection.Enumerator walk) => walk.MoveNext();

    private static void Step(BtfCollectionMatches.Enumerator walk) => walk.MoveNext();

    private static void Walk(BtfTypeReferrers elements)
    {
        foreach (BtfType element in elements)
        {
            _ = element.Kind;
        }
    }

    private static void Walk(BtfFunctionMatches elements)
    {
        foreach (BtfFunction element in elements)
        {
            _ = element.Linkage;
        }
    }

    private static void Walk(BtfDeclTagMatches elements)
    {
        foreach (BtfDeclTag element in elements)
        {
            _ = element.ComponentIndex;
        }
    }

    private static void Walk(BtfCollection elements)
    {
        foreach (BtfCollectionEntry element in elements)
        {
            _ = element.Object.TypeCount;
        }
    }

    private static void Walk(BtfCollectionMatches elements)
    {
        foreach (BtfCollectionMatch element in elements)
        {
            _ = element.Type.Kind;
        }
    }

    private static void Walk(BtfTypeSearch elements)
    {
        foreach (BtfType element in elements)
        {
            _ = element.Kind;
        }
    }

    private static void Walk(BtfElementSearch<BtfMember> elements)
    {
        foreach (BtfMember element in elements)
        {
            _ = element.BitOffset;
        }
    }

    private static void Walk(BtfElementSearch<BtfEnumValue> elements)
    {
        foreach (BtfEnumValue element in elements)
        {
            _ = element.SignedValue;
        }
    }

    private static void Walk(BtfTypeList elements)
    {
        foreach (BtfType element in elements)
        {
            _ = element.Name.IsEmpty;
        }
    }

    private static void Walk(BtfTypeMatches elements)
    {
        foreach (BtfType element in elements)
        {
            _ = element.Kind;
        }
    }

    private static void Walk(BtfTypeChain elements)
    {
        foreach (BtfType element in elements)
        {
            _ = element.Kind;
        }
    }

    private static void Walk(BtfElementList<BtfMember> elements)
    {
        foreach (BtfMember element in elements)
        {
            _ = element.BitOffset;
        }
    }

    private static void Walk(BtfElementList<BtfEnumValue> elements)
    {
        foreach (BtfEnumValue element in elements)
        {
            _ = element.SignedValue;
        }
    }

    private static void Walk(BtfElementList<BtfParameter> elements)
    {
        foreach (BtfParameter element in elements)
        {
            _ = element.Name.IsEmpty;
        }
    }

    private static void Walk(BtfElementList<BtfDataSectionEntry> elements)
    {
        foreach (BtfDataSectionEntry element in elements)
        {
            _ = element.Offset;
        }
    }

    private static BtfTypeReader FirstRecord(SurfaceSample sample)
    {
        BtfTypeReader reader = new(sample.Bytes);
        reader.Read();
        return reader;
    }

    private static void ReadAll(SurfaceSample sample)
    {
        BtfTypeReader reader = new(sample.Bytes);
        while (reader.Read())
        {
            _ = reader.Current.Kind;
        }
    }
}
