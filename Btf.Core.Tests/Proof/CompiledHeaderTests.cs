using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The header of a whole kernel compiles for BPF, and its types have the kernel's layout.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CompiledHeaderTests
{
    private static readonly string[] _structures = ["task_struct", "sk_buff", "sock", "inode", "bpf_map", "cred", "net_device", "module", "page", "rq"];

    [Test]
    public void The_running_kernels_header_compiles_and_has_the_kernels_sizes()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        Compile(kernel);
    }

    [TestCase("kernels/amd64-5.10.0-32/vmlinux.btf")]
    [TestCase("kernels/amd64-6.12.107+deb13/vmlinux.btf")]
    public void A_kernels_header_compiles_and_has_the_kernels_sizes(string path) => Compile(CorpusObjects.Open(Corpus.Find(path)));

    private static void Compile(BtfObject kernel)
    {
        string folder = Directory.CreateTempSubdirectory("btf-header").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "vmlinux.h"), CText.Of(kernel));
            string program = Path.Combine(folder, "program.c");
            File.WriteAllLines(program, ["#include \"vmlinux.h\"", .. Checks(kernel)]);
            ProcessResult compiled = ProcessRunner.Run(
                Oracles.Clang(), "-target", "bpf", "-O1", "-g", "-w", "-c", program, "-o", Path.Combine(folder, "program.o"));

            Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Checks(BtfObject kernel)
    {
        foreach (string name in _structures)
        {
            if (kernel.TryFindType(name, BtfKind.Struct, out BtfType type))
            {
                yield return $"_Static_assert(sizeof(struct {name}) == {type.SizeInBytes}, \"{name}\");";
            }
        }
    }
}
