
namespace Btf.Testing;

/// <summary>Rebuilds an object: record by record, by import and as a whole.</summary>
internal static class BuilderQueries
{
    private const int MostImports = 8;

    public static void Run(BtfObject btf)
    {
        Append(btf);
        Import(btf);
        Rebuild(btf);
    }

    private static void Append(BtfObject btf)
    {
        BtfBuilder builder = new(btf.Base);
        try
        {
            BtfIdMap ids = builder.Append(btf);
            using BtfObject result = builder.ToObject();
            foreach (BtfType type in btf.Types)
            {
                BtfType copy = result[ids[type.Id]];
                FuzzTargets.Expect(copy.Kind == type.Kind && copy.Name == type.Name, "An appended type has another kind or name.");
            }
        }
        catch (BtfFormatException)
        {
            FuzzTargets.Expect(builder.TypeCount == 0, "A refused object leaves types behind.");
        }
    }

    private static void Import(BtfObject btf)
    {
        BtfBuilder builder = new();
        int left = MostImports;
        foreach (BtfType type in btf.Types)
        {
            try
            {
                builder.Import(type);
            }
            catch (BtfFormatException)
            {
                // One of the two legal outcomes.
            }

            if (--left == 0)
            {
                break;
            }
        }

        builder.ToObject().Dispose();
    }

    private static void Rebuild(BtfObject btf)
    {
        BtfBuilder builder = new(btf.Base);
        foreach (BtfType type in btf.Types)
        {
            try
            {
                RecordRebuild.Add(builder, type);
            }
            catch (Exception e) when (e is ArgumentException or BtfFormatException or InvalidOperationException)
            {
                builder.Reserve();
            }
        }

        try
        {
            _ = builder.Verify();
        }
        catch (InvalidOperationException)
        {
            // An id does not exist, or a type cannot be built.
        }
    }
}
