using Btf.Core.Values;

namespace Btf.Core.Tests;

/// <summary>The kernels to which the consumer's program binds its structure, and the expected output; none without the corpus.</summary>
public sealed record ConsumerKernels(IReadOnlyList<string> Paths, string Output)
{
    private static readonly string[] _kernels = ["amd64-5.10.0-32", "vm-6.18.44", "amd64-7.3.4+deb13"];

    /// <summary>Unpacks the kernels beside the project.</summary>
    public static ConsumerKernels Write(ConsumerProject project)
    {
        List<string> paths = [];
        StringWriter output = new();
        foreach (string kernel in SharedData.Folder is null ? [] : _kernels)
        {
            byte[] data = Corpus.ReadBtf($"kernels/{kernel}/vmlinux.btf");
            paths.Add(project.PathOf($"{kernel}.btf"));
            File.WriteAllBytes(paths[^1], data);
            using BtfObject btf = BtfObject.FromMemory(data);
            output.WriteLine(LineOf(btf));
        }

        return new ConsumerKernels(paths, output.ToString());
    }

    // Found by walking the types, independent of the generated code.
    private static string LineOf(BtfObject btf)
    {
        BtfType type = btf.FindType("task_struct", BtfKind.Struct);
        BtfValue task = new(type, Enumerable.Range(0, (int)type.SizeInBytes).Select(i => (byte)(i * 7)).ToArray());
        ulong state = (task.TryGetMember("__state", out BtfValue named) ? named : task["state"]).ReadUInt64();
        ulong address = task["mm"].ReadUInt64() + btf.ResolvePath("mm_struct.pgd").ByteOffset;
        ulong pgd = Enumerable.Range(0, sizeof(ulong)).Aggregate(0UL, (bits, i) => bits | (ulong)(byte)(address + (ulong)i) << (i * 8));
        return $"{task["pid"].ReadInt64()} {state} {Convert.ToHexString(task["comm"].Bytes.Span)} {pgd} True";
    }
}
