namespace Btf.Core.Tests;

/// <summary>Measures how evenly an object's names are spread in its name index.</summary>
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

    /// <summary>The largest number of slot groups that a look-up reads.</summary>
    public int MostGroups { get; }

    /// <summary>The number of named types that were found by their name.</summary>
    public long NamedTypes { get; }

    /// <summary>The number of slots that look like those of a name but belong to another.</summary>
    public int WrongCandidates { get; }
}
