namespace Btf.Testing;

/// <summary>Gets every size and alignment in both forms.</summary>
internal static class SizeQueries
{
    private const int MostCompared = 2000;

    public static void Run(BtfObject btf)
    {
        foreach (BtfType type in btf.AllTypes)
        {
            _ = type.TryGetSizeInBytes(out _) | type.TryGetAlignment(out _);
        }

        foreach (BtfType type in QueryBudget.Some(btf, MostCompared))
        {
            Compare(type, type.TryGetSizeInBytes(out uint size), size, static t => t.SizeInBytes);
            Compare(type, type.TryGetAlignment(out uint alignment), alignment, static t => t.Alignment);
        }
    }

    private static void Compare(BtfType type, bool known, uint value, Func<BtfType, uint> throwing)
    {
        try
        {
            FuzzTargets.Expect(throwing(type) == value && known, "The two forms differ.");
        }
        catch (Exception e) when (e is BtfFormatException || (e is InvalidOperationException && !known))
        {
            FuzzTargets.Expect(!known, "One form throws, the other does not.");
        }
    }
}
