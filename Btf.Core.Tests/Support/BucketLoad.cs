namespace Btf.Core.Tests;

/// <summary>How evenly the names of an object lie in its name index.</summary>
public sealed class BucketLoad
{
    public BucketLoad(BtfObject btf, IEnumerable<byte[]> distinctNames)
    {
        NameIndex index = btf.NameIndex!;
        Dictionary<int, int> names = [];
        foreach (byte[] name in distinctNames)
        {
            index.FindBucket(name, out uint tag, out int position, out int end);
            names[position] = names.GetValueOrDefault(position) + 1;
            Missed += position == end ? 1 : 0;
            while (index.TryNext(tag, ref position, end, out uint place))
            {
                bool right = btf[btf.FirstTypeId + place].Name == name;
                NamedTypes += right ? 1 : 0;
                WrongCandidates += right ? 0 : 1;
            }
        }

        MostNames = names.Values.Max();
    }

    /// <summary>The number of different names in the fullest bucket.</summary>
    public int MostNames { get; }

    /// <summary>How many types that have a name were found by it.</summary>
    public long NamedTypes { get; }

    /// <summary>How many types had to be looked at that have another name than the one that was asked for.</summary>
    public int WrongCandidates { get; }

    /// <summary>How many names have an empty bucket.</summary>
    public int Missed { get; }
}
