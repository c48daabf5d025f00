namespace Btf.Testing;

/// <summary>Makes names that no compiler writes.</summary>
public static class CraftedNames
{
    /// <summary>Types whose names are all suffixes of one string.</summary>
    public static byte[] Suffixes(int count)
    {
        BtfBuilder builder = new();
        uint start = builder.AddString(new string('a', count));
        for (uint i = 0; i < count; i++)
        {
            builder.AddRaw(start + i, RawBtf.Info(BtfKind.Fwd), 0);
        }

        return builder.ToArray();
    }
}
