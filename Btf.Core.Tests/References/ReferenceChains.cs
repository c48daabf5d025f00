using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The chains of blobs for comparing references: built ones, and real kernels with a module if there is a corpus.</summary>
public static class ReferenceChains
{
    private static readonly string[][] _corpus =
    [
        ["btf-rs/btf/vmlinux", "btf-rs/btf/openvswitch"],
        ["kernels/s390x-6.12.107+deb13/vmlinux.btf", "kernels/s390x-6.12.107+deb13/modules/nf_tables.btf"],
        ["objects/clang21/kinds-el.bpf.o"],

        // Only in a long run: this kernel alone takes as long as all others.
        ["kernels/amd64-7.3.4+deb13/vmlinux.btf", "kernels/amd64-7.3.4+deb13/modules/i915.btf"],
    ];

    /// <summary>Returns a case for each chain of the corpus in each byte order, and for a built one.</summary>
    public static IEnumerable<TestCaseData> Cases =>
    [
        new TestCaseData(new Func<byte[][]>(() => Built())).SetArgDisplayNames("built"),
        new TestCaseData(new Func<byte[][]>(() => Built(bigEndian: true))).SetArgDisplayNames("built, big-endian"),
        .. SharedData.Folder is null
            ? SharedData.Cases<string>([])
            : _corpus.SelectMany(paths => new[]
            {
                new TestCaseData(new Func<byte[][]>(() => Read(paths))).SetArgDisplayNames(paths[^1]),
                new TestCaseData(new Func<byte[][]>(() => [.. Read(paths).Select(blob => ByteSwapper.Swap(blob))])).SetArgDisplayNames(paths[^1] + ", swapped"),
            }).SkipLast(LongRun.IsAsked ? 0 : 2),
    ];

    /// <summary>Opens a chain, lowest first; the last object is the one to search. The objects are collected with the test.</summary>
    public static BtfObject Open(params byte[][] chain)
    {
        BtfObject? top = null;
        foreach (byte[] blob in chain)
        {
            top = top is null ? BtfObject.FromMemory(blob) : BtfObject.FromMemory(blob, top);
        }

        return top!;
    }

    /// <summary>A base with every kind, a split that refers to it and to itself, and a split of that.</summary>
    public static byte[][] Built(bool bigEndian = false)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(kernelObject);
        uint node = module.NextTypeId;
        module.AddStruct("node", 24, ("next", node + 1, 0), ("prev", node + 1, 64), ("pair", 4u, 128), ("again", 4u, 192));
        module.AddPointer(node);
        module.AddFunctionPrototype(node + 1, ("node", node + 1), ("pair", 4u), ("way", node + 5), ("", 0u));
        module.AddFunction("step", node + 2);
        module.AddConst(node);
        module.AddPointer(node + 4);
        module.AddDeclTag("bpf_kfunc", node + 3);
        module.AddDeclTag("arg:nonnull", node + 3, componentIndex: 0);
        module.AddFunction("main2", 13);
        module.AddFunctionPrototype(0, ("any", module.AddPointer(0)));
        module.AddFunction("free", module.NextTypeId - 1);
        using BtfObject moduleObject = BtfObject.FromMemory(module.ToArray(), kernelObject);
        BtfBuilder top = new(moduleObject);
        top.AddFunctionPrototype(0, ("node", node + 1), ("count", 8u));
        top.AddFunction("walk", top.NextTypeId - 1);
        top.AddDeclTag("bpf_kfunc", 12);
        top.AddDeclTag("bpf_kfunc", 12);
        return [kernel.ToArray(), module.ToArray(), top.ToArray()];
    }

    private static byte[][] Read(string[] paths) => [.. paths.Select(Corpus.ReadBtf)];
}
