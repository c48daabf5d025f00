using System.Globalization;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Opens and disposes objects in a loop, in a process that has little memory and never requests a collection.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class MemoryGivenBackTests
{
    private const long Limit = 128L << 20;

    // The files differ, so nothing that is kept of one serves another.
    private const int FewFiles = 1_000;
    private const int ManyFiles = 20_000;

    // Writes the resident KiB after each tenth of the rounds, and the number of mappings. It requests no collection. Every round must give the answers of the first.
    private const string Source = """
        using Btf.Core;

        string what = args[0];
        int rounds = int.Parse(args[2]);
        string[] files = what == "files" ? Directory.GetFiles(args[1]) : [args[1]];
        int[]? first = null;
        for (int i = 0; i < rounds; i++)
        {
            int[] answers = Round(what, files[i % files.Length]);
            if (!answers.SequenceEqual(first ??= answers))
            {
                throw new InvalidOperationException($"Round {i}: {string.Join(' ', answers)} instead of {string.Join(' ', first)}.");
            }

            if ((i + 1) % (rounds / 10) == 0)
            {
                Console.WriteLine(Resident());
            }
        }

        Console.WriteLine(File.ReadAllLines("/proc/self/maps").Length);

        static int[] Round(string what, string path)
        {
            List<int> answers = [];
            BtfObject btf = what == "copy" ? BtfObject.Open(path, new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy }) : BtfObject.Open(path);
            if (what == "files")
            {
                answers.Add((int)btf.FindType(Path.GetFileName(path), BtfKind.Int).Id);
            }
            else if (what != "open")
            {
                answers.Add(btf.FindTypes("task_struct").Count());
                answers.Add(btf.FindTypes("no such name").Count());
            }

            if (what == "all")
            {
                answers.Add((int)btf[1].Alignment);
                answers.Add(btf.FindReferrers(btf[1]).Count());
            }

            if (what != "drop")
            {
                btf.Dispose();
            }

            return [.. answers];
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

    [Test]
    public void A_kernel_that_is_opened_asked_and_disposed_again_and_again_takes_no_more_memory() =>
        AssertFlat("names", Oracles.KernelBtf(), LongRun.Rounds(50, 10_000));

    [Test]
    public void A_kernel_that_is_copied_again_and_again_takes_no_more_memory() => AssertFlat("copy", Oracles.KernelBtf(), LongRun.Rounds(50, 10_000));

    [Test]
    public void A_kernel_in_the_other_byte_order_takes_no_more_memory() => AssertFlat("names", TurnedKernel(), LongRun.Rounds(50, 2_000));

    // The indexes of references and alignments are on the managed heap, whose size changes by megabytes.
    [Test]
    public void All_indexes_of_a_kernel_come_and_go() => AssertFlat("all", Oracles.KernelBtf(), LongRun.Rounds(50, 2_000), tolerance: 1.6);

    [Test]
    public void Kernels_that_nobody_disposes_are_collected() => AssertFlat("drop", Oracles.KernelBtf(), LongRun.Rounds(50, 2_000), tolerance: 2.0);

    [Test]
    public void A_small_file_takes_no_more_memory() =>
        AssertFlat("names", _folder.Write("small", SampleBtf.EveryKind().ToArray()), LongRun.Rounds(5_000, 100_000));

    [Test]
    public void Small_files_that_differ_take_no_more_memory()
    {
        using TemporaryFolder files = new();
        for (int i = LongRun.Rounds(FewFiles, ManyFiles); i > 0; i--)
        {
            BtfBuilder builder = new();
            builder.AddInt($"file{i}", 4);
            builder.AddString(new string('x', i % 3_000));
            files.Write($"file{i}", builder.ToArray());
        }

        AssertFlat("files", files.PathOf(""), LongRun.Rounds(5_000, 100_000));
    }

    [Test]
    public void Middle_sized_files_take_no_more_memory()
    {
        byte[] sample = SampleBtf.EveryKind().ToArray();
        string path = _folder.Write("middle", [.. sample, .. new byte[40_000]]);

        AssertFlat("open", path, LongRun.Rounds(5_000, 100_000));
    }

    // Reads names, so that the addresses are kept.
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
        AssertRuns(program, Oracles.KernelBtf());
    }

    // The words of its records are in the copy that opening makes.
    [Test]
    public void Records_in_the_other_byte_order_that_outlive_their_object_stay_readable()
    {
        ChildProgram program = new("""
            using System.Runtime.CompilerServices;
            using Btf.Core;

            for (int round = 0; round < 20; round++)
            {
                BtfRecord record = Last(args[0]);
                for (int i = 0; i < 3; i++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }

                Console.WriteLine(record.NameOffset + record.SizeOrType + record.Vlen + (uint)record.Kind + record.Bytes.Length);
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static BtfRecord Last(string path)
            {
                BtfObject btf = BtfObject.Open(path);
                return btf.GetReader()[btf.NextTypeId - 1];
            }
            """);
        AssertRuns(program, TurnedKernel());
    }

    private string TurnedKernel()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using BtfObject turned = BtfRewriter.ChangeByteOrder(kernel, ByteOrders.Of(bigEndian: BitConverter.IsLittleEndian)).Result;
        return _folder.Write("turned", turned.RawData.ToArray());
    }

    private static void AssertRuns(ChildProgram program, string path)
    {
        using (program)
        {
            ProcessResult result = program.Run(0, path);

            Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
            Assert.That(result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(20));
        }
    }

    // In a short run, the managed heap has not reached the size at which the runtime collects.
    private void AssertFlat(string what, string path, int rounds) => AssertFlat(what, path, rounds, LongRun.IsAsked ? 1.1 : 1.25);

    private void AssertFlat(string what, string path, int rounds, double tolerance)
    {
        ProcessResult result = _program.Run(Limit, what, path, rounds.ToString(CultureInfo.InvariantCulture));

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")), "killed if there was not enough memory");
        long[] lines = [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
        long[] resident = lines[..^1];
        TestContext.Out.WriteLine($"{rounds} rounds: {string.Join(", ", resident)} KiB; {lines[^1]} mappings");

        // The runtime needs some time until its memory is stable, for example to recompile code.
        resident = resident[LongRun.Rounds(5, 2)..];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resident.Max(), Is.LessThan(resident.Min() * tolerance));
            Assert.That(lines[^1], Is.LessThan(2_000), "a process may have 65,530 mappings");
        }
    }
}
