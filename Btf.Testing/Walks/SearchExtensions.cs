namespace Btf.Testing;

/// <summary>Converts the results of searches to lists, for assertions.</summary>
public static class SearchExtensions
{
    public static List<uint> ToIds(this BtfTypeSearch search)
    {
        List<uint> ids = [];
        foreach (BtfType type in search)
        {
            ids.Add(type.Id);
        }

        return ids;
    }

    public static List<(uint Type, int Index)> ToPlaces(this BtfElementSearch<BtfMember> search)
    {
        List<(uint, int)> places = [];
        foreach (BtfMember member in search)
        {
            places.Add((member.DeclaringType.Id, member.Index));
        }

        return places;
    }

    public static List<(uint Type, int Index)> ToPlaces(this BtfElementSearch<BtfEnumValue> search)
    {
        List<(uint, int)> places = [];
        foreach (BtfEnumValue value in search)
        {
            places.Add((value.DeclaringType.Id, value.Index));
        }

        return places;
    }
}
