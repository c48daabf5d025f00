namespace Btf.Testing;

/// <summary>Relocates a module to two kernels: one with the types of its distilled base, and one with others.</summary>
internal static class RelocationQueries
{
    private static readonly byte[][] _kernels = [FuzzSeeds.Kernel(false).ToArray(), FuzzSeeds.Kernel(true).ToArray(), SampleBtf.EveryKind().ToArray()];

    public static bool Run(FuzzInput input)
    {
        using BtfObject? module = FuzzTargets.Open(input, out BtfObject? distilled);
        using (distilled)
        {
            bool relocated = false;
            foreach (byte[] kernel in module is null ? [] : _kernels)
            {
                using BtfObject target = BtfObject.FromMemory(kernel);
                if (module!.TryRelocateTo(target, out BtfObject? result, out BtfError error))
                {
                    relocated = true;
                    Read(result);
                }
                else
                {
                    FuzzTargets.Expect(error.Code != BtfErrorCode.None && error.Message.Length > 0, "There is no reason.");
                }
            }

            return relocated;
        }
    }

    private static void Read(BtfObject result)
    {
        using (result)
        {
            foreach (BtfType type in result.Types)
            {
                _ = type.TryGetTarget(out _) | type.Name.TryGetUtf8(out _) | type.TryGetSizeInBytes(out _);
            }
        }
    }
}
