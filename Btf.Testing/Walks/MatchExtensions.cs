namespace Btf.Testing;

/// <summary>Converts the results of look-ups to lists, for assertions.</summary>
public static class MatchExtensions
{
    public static List<uint> ToIds(this BtfTypeMatches matches)
    {
        List<uint> ids = [];
        foreach (BtfType type in matches)
        {
            ids.Add(type.Id);
        }

        return ids;
    }
}
