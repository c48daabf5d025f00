using System.Buffers.Binary;
using System.Runtime.Versioning;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Programs of the corpus, which the library patched for the running kernel, are loaded into it.</summary>
public sealed class PatchedProgramTests
{
    private const uint Kprobe = 2;
    private const int GlobalsLength = 4096;
    private static readonly string[] Objects = ["clang14/core_read-el", "clang14/core_types-el", "clang21/core_read-el", "clang21/core_types-el"];

    [TestCaseSource(nameof(Objects))]
    [SupportedOSPlatform("linux")]
    [Platform("Linux")]
    public void The_running_kernel_takes_a_patched_program_where_the_report_says_that_it_loads(string name)
    {
        BpfCalls.Require();
        using BpfObjectFile file = BpfObjectFile.Open(Corpus.PathOf($"objects/{name}.bpf.o"));
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        var report = CoreReport.Create(file, new CoreResolver(kernel));
        using var patched = new MemoryStream();
        report.WritePatched(patched);
        var sections = new ElfSections(patched.ToArray());
        string[] programs = [.. file.Functions.Select(function => function.SectionName).Where(section => section.StartsWith("kprobe/", StringComparison.Ordinal))];

        string[] expected = [.. programs.Select(section => $"{section} {report.Findings.Where(finding => finding.SectionName == section).All(finding => finding.Loads)}")];
        string log = "";
        using SafeFileHandle globals = BpfCalls.CreateArray(GlobalsLength);
        string[] found = [.. programs.Select(section => $"{section} {BpfCalls.TryLoadProgram(null, Kprobe, WithGlobals(file, section, sections.Find(section)!, globals), [], 0, [], 0, out log)}")];

        Assert.That(found, Is.EqualTo(expected), log);
        Assert.That(found, Has.Some.EndsWith("True").And.Some.EndsWith("False"));
    }

    [TestCaseSource(nameof(Objects))]
    public void Other_rules_differ_from_those_of_libbpf_only_where_they_are_said_to(string name)
    {
        using BpfObjectFile file = BpfObjectFile.Open(Corpus.PathOf($"objects/{name}.bpf.o"));
        foreach (string release in (string[])["amd64-5.10.0-32", "vm-6.18.44"])
        {
            using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf($"kernels/{release}/vmlinux.btf"));
            CoreResolution[] libbpf = Resolve(file, kernel, CoreRules.Libbpf);
            CoreResolution[] other = Resolve(file, kernel, CoreRules.Kernel);
            CoreResolution[] cilium = Resolve(file, kernel, CoreRules.Cilium);
            for (int i = 0; i < libbpf.Length; i++)
            {
                string where = $"{release}: {libbpf[i].Relocation}";
                Assert.That((other[i].NewValue, other[i].IsPoisoned, other[i].Error.Code), Is.EqualTo((libbpf[i].NewValue, libbpf[i].IsPoisoned, libbpf[i].Error.Code)), where);

                // Cilium poisons the size and the id of a missing type.
                bool isMissingType = libbpf[i].MatchCount == 0 && libbpf[i].Relocation.Kind is BtfCoreRelocationKind.TypeSize or BtfCoreRelocationKind.TargetTypeId;
                Assert.That(cilium[i].IsPoisoned, Is.EqualTo(libbpf[i].IsPoisoned || (isMissingType && libbpf[i].MatchCount == 0)), where);
                Assert.That((cilium[i].NewValue, cilium[i].Error.Code), Is.EqualTo((libbpf[i].NewValue, libbpf[i].Error.Code)), where);
            }
        }
    }

    /// <summary>Like a loader, writes a map into the instructions that load the address of a global variable.</summary>
    private static byte[] WithGlobals(BpfObjectFile file, string section, byte[] code, SafeFileHandle globals)
    {
        const byte mapValue = 2;
        Assert.That(file.TryFindSection(section, out BpfSection found), Is.True);
        foreach ((ulong offset, int symbol) in file.Elf.Relocations.GetValueOrDefault(found.Index) ?? [])
        {
            Span<byte> instruction = code.AsSpan((int)offset);
            int place = (int)file.Elf.Symbols[symbol].Value + BinaryPrimitives.ReadInt32LittleEndian(instruction[4..]);
            instruction[1] = (byte)((instruction[1] & 0x0F) | (mapValue << 4));
            BinaryPrimitives.WriteInt32LittleEndian(instruction[4..], (int)globals.DangerousGetHandle());
            BinaryPrimitives.WriteInt32LittleEndian(instruction[12..], place);
        }

        return code;
    }

    private static CoreResolution[] Resolve(BpfObjectFile file, BtfObject kernel, CoreRules rules)
    {
        var resolver = new CoreResolver(kernel) { Rules = rules };
        List<CoreResolution> all = [];
        foreach (BtfCoreRelocation relocation in file.Extension!.CoreRelocations)
        {
            all.Add(resolver.Resolve(relocation));
        }

        return [.. all];
    }
}
