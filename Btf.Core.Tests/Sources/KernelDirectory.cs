namespace Btf.Core.Tests;

/// <summary>A small kernel with two modules, in files as in <c>/sys/kernel/btf</c>.</summary>
public static class KernelDirectory
{
    public static byte[] Kernel { get; } = SampleBtf.EveryKind().ToArray();

    /// <summary>A module with another struct "pair" than the kernel's, and "only_alpha".</summary>
    public static byte[] Alpha { get; } = Module("pair", "only_alpha");

    /// <summary>A module with "only_beta".</summary>
    public static byte[] Beta { get; } = Module("only_beta");

    /// <summary>Writes <c>vmlinux</c>, <c>alpha</c> and <c>beta</c>.</summary>
    public static void Write(TemporaryDirectory directory, string folder = "")
    {
        directory.Write(Path.Combine(folder, "vmlinux"), Kernel);
        directory.Write(Path.Combine(folder, "beta"), Beta);
        directory.Write(Path.Combine(folder, "alpha"), Alpha);
    }

    private static byte[] Module(params string[] structs)
    {
        using BtfObject kernel = SampleBtf.EveryKind().ToObject();
        BtfBuilder builder = new(kernel);
        foreach (string name in structs)
        {
            builder.AddStruct(name, 4, ("first", 1u, 0));
        }

        builder.AddStruct("", 4, ("first", 1u, 0));
        return builder.ToArray();
    }
}
