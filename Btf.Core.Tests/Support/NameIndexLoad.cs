namespace Btf.Core.Tests;

/// <summary>How evenly the names of an object lie in its name index.</summary>
public sealed class NameIndexLoad
{
    public NameIndexLoad(BtfObject btf, IEnumerable<byte[]> distinctNames)
    {
        NameIndex index = btf.NameIndex!;
        foreach (byte[] name in distinctNames)
        {
            int groups = index.CountGroups(name, out int candidates);
            MostGroups = Math.Max(MostGroups, groups);
            WrongCandidates += candidates - 1;
            NamedTypes += btf.FindTypes(name).Count();
        }
    }

    /// <summary>The most groups of slots that a look-up reads.</summary>
    public int MostGroups { get; }

    /// <summary>How many types that have a name were found by it.</summary>
    public long NamedTypes { get; }

    /// <summary>How many slots look like the name's that are another's.</summary>
    public int WrongCandidates { get; }
}
