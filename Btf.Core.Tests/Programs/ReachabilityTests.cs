using System.Collections;
using System.Runtime.Versioning;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the poisoned instructions that programs can reach with the verdict of the running kernel's verifier.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReachabilityTests
{
    private const int Programs = 200;

    [Test]
    public void The_verdict_is_the_running_kernels_on_200_generated_programs()
    {
        BpfCalls.Require();
        int refused = 0;
        List<string> wrong = [];
        for (int seed = 0; seed < Programs; seed++)
        {
            byte[] program = new ProgramGenerator(seed).Generate();
            bool loads = BpfCalls.TryLoadProgram(program, out string log);
            Assert.That(loads || log.Contains("#195896080", StringComparison.Ordinal), Is.True, $"program {seed} is refused for another reason: {log}");
            refused += loads ? 0 : 1;
            if (IsPoisonReached(program) == loads)
            {
                wrong.Add($"program {seed}: the kernel says {(loads ? "no" : "yes")}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(refused, Is.InRange(Programs / 10, Programs * 9 / 10));
    }

    [Test]
    public void A_long_loop_is_left_with_what_its_condition_says()
    {
        BpfAssembler code = new();
        code.MoveImmediate(0, 0).AddImmediate(0, 1).JumpIfNotEqual(0, 100_000_000, -2).JumpIfEqual(0, 100_000_000, 1).Poison().Exit();

        Assert.That(IsPoisonReached(code.ToArray()), Is.False);
    }

    /// <summary>Loops that count in a full stack: each way through them has other values, so comparing them with earlier ones takes long.</summary>
    [Test]
    public void A_program_that_knows_very_many_values_is_judged_in_little_time()
    {
        BpfAssembler code = new();
        for (int offset = -511; offset < -8; offset++)
        {
            code.Emit(0x72, 10, offset: offset, immediate: 1);
        }

        for (int loop = 0; loop < 6; loop++)
        {
            code.Emit(0x7A, 10, offset: -8).Emit(0x79, 6, 10, -8).AddImmediate(6, 1).Emit(0x7B, 10, 6, -8).MoveImmediate(6, 0);
            code.Emit(BpfInstruction.CallCode, immediate: 5).JumpIfNotEqual(0, 7, -6);
        }

        byte[] program = code.Poison().Exit().ToArray();
        TimeSpan before = ThreadTime.Now;
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(IsPoisonReached(program), Is.True);
        Assert.That(ThreadTime.Now - before, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(1L << 30));
    }

    [Test]
    public void Stores_outside_the_stack_are_not_kept()
    {
        BpfAssembler code = new();
        code.Move(1, 10).AddImmediate(1, 1 << 20);
        for (int i = 0; i < 20_000; i++)
        {
            code.Emit(0x7A, 1, offset: (i % 4096 * 8) - 32768, immediate: i).Emit(BpfInstruction.CallCode, immediate: 7).JumpIfEqual(0, i, 1).AddImmediate(1, 0);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(IsPoisonReached(code.Poison().Exit().ToArray()), Is.True);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(1L << 30));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Instructions_that_are_none_are_walked_over_without_harm(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] code = new byte[random.Next(1, 24) * 8];
            random.NextBytes(code);
            BpfCode read = CodeOf("x", code, isBigEndian: i % 2 == 1);
            Assert.That(Reachability.Find(read, [0], []).Count, Is.EqualTo(code.Length / 8));
        }
    }

    /// <summary>Reads instructions from a file that has them in one section, without symbols and relocations.</summary>
    private static BpfCode CodeOf(string section, byte[] instructions, bool isBigEndian)
    {
        const ulong executableFlag = 4;
        BtfBuilder types = new() { ByteOrder = ByteOrders.Of(isBigEndian) };
        ExtensionBuilder extension = new(types, section);

        // A file has at least one record. Which instructions have one is not asked here.
        extension.Relocation(BtfCoreRelocationKind.TypeExists, types.AddInt("int", 4, BtfIntEncoding.Signed), "0", 0);
        ElfBuilder elf = new(is64: true, isBigEndian);
        elf.Add(".BTF.ext", extension.Build());
        elf.Add(".BTF", types.ToArray());
        elf.Add(section, instructions).Flags = executableFlag;
        byte[] image = elf.Build();
        using BpfObjectFile file = BpfObjectFile.FromMemory(image);
        return new BpfCode(file, image);
    }

    private static bool IsPoisonReached(byte[] program)
    {
        BpfCode code = CodeOf("socket", program, isBigEndian: false);
        BitArray reached = Reachability.Find(code, [0], []);
        for (int i = 0; i < code.Count; i++)
        {
            if (code[i].Code == BpfInstruction.CallCode && code[i].Immediate == InstructionPatch.PoisonNumber && reached[i])
            {
                return true;
            }
        }

        return false;
    }
}
