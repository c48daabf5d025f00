using System.Globalization;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Loops of opens and disposals in a process that has little memory, and never collects of its own accord.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
public sealed class MemoryGivenBackTests
{
    private const long Limit = 128L << 20;

    // Writes the resident KiB after half of the rounds and at the end, and the number of mappings.
    private const string Source = """
        using Btf.Core;

        string what = args[0];
        string path = args[1];
        int rounds = int.Parse(args[2]);
        byte[] content = File.ReadAllBytes(path);
        for (int i = 0; i < rounds; i++)
        {
            if (i == rounds / 2)
            {
                Console.WriteLine(Resident());
            }

            Round(what, path, content);
        }

        Console.WriteLine(Resident());
        Console.WriteLine(File.ReadAllLines("/proc/self/maps").Length);

        static void Round(string what, string path, byte[] content)
        {
            BtfObject btf = what == "copy" ? BtfObject.Open(path, new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy }) : BtfObject.Open(path);
            if (what != "open")
            {
                _ = btf.FindTypes("task_struct").Count();
                _ = btf.FindTypes("no such name").Count();
            }

            if (what == "all")
            {
                _ = btf[1].Alignment;
                _ = btf.FindReferrers(btf[1]).Count();
            }

            if (what != "drop")
            {
                btf.Dispose();
            }
        }

        static long Resident() =>
            long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        """;

    private ChildProgram _program = null!;
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Build()
    {
        _program = new ChildProgram(Source);
        _folder = new TemporaryFolder();
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _program?.Dispose();
        _folder?.Dispose();
    }

    // References and alignments are arrays of the managed heap, which comes and goes by megabytes.
    [TestCase("names", 10_000, 1.1)]
    [TestCase("all", 200, 1.6)]
    [TestCase("copy", 500, 1.1)]
    public void A_kernel_that_is_opened_asked_and_disposed_again_and_again_takes_no_more_memory(string what, int rounds, double tolerance) =>
        AssertFlat(what, Oracles.KernelBtf(), rounds, tolerance);

    [Test]
    public void Kernels_that_nobody_disposes_are_collected() => AssertFlat("drop", Oracles.KernelBtf(), 500, tolerance: 2.0);

    [Test]
    public void Fifty_thousand_small_files_take_no_more_memory()
    {
        string path = _folder.Write("small", SampleBtf.EveryKind().Build());

        AssertFlat("names", path, 50_000);
    }

    [Test]
    public void Middle_sized_files_take_no_more_memory()
    {
        byte[] sample = SampleBtf.EveryKind().Build();
        string path = _folder.Write("middle", [.. sample, .. new byte[40_000]]);

        AssertFlat("open", path, 40_000);
    }

    // Its names are read, so that the addresses are kept.
    [Test]
    public void Spans_that_outlive_their_objects_stay_readable()
    {
        ChildProgram program = new("""
            using System.Runtime.CompilerServices;
            using Btf.Core;

            for (int round = 0; round < 20; round++)
            {
                ReadOnlySpan<byte> name = Name(args[0]);
                ReadOnlySpan<byte> data = Data(args[0]);
                for (int i = 0; i < 3; i++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }

                int sum = 0;
                foreach (byte b in data)
                {
                    sum += b;
                }

                Console.WriteLine(name.Length + sum);
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static ReadOnlySpan<byte> Name(string path) => BtfObject.Open(path).FindType("task_struct", BtfKind.Struct).Name.Utf8;

            [MethodImpl(MethodImplOptions.NoInlining)]
            static ReadOnlySpan<byte> Data(string path) => BtfObject.Open(path).RawData;
            """);
        using (program)
        {
            ProcessResult result = program.Run(0, Oracles.KernelBtf());

            Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        }
    }

    private void AssertFlat(string what, string path, int rounds, double tolerance = 1.1)
    {
        ProcessResult result = _program.Run(Limit, what, path, rounds.ToString(CultureInfo.InvariantCulture));

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")), "killed where the memory did not suffice");
        long[] lines = [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
        TestContext.Out.WriteLine($"{lines[0]} KiB, then {lines[1]} KiB; {lines[2]} mappings");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[1], Is.LessThan(lines[0] * tolerance));
            Assert.That(lines[2], Is.LessThan(2_000), "a process may have 65,530 mappings");
        }
    }
}
