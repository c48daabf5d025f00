using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Processes with few addresses, or in which mapping fails: <c>Fixtures/faults.c</c> intercepts their calls of the C library.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class ExhaustionTests
{
    // Opens, reads, keeps a span until later, and disposes; collects on request.
    private const string Source = """
        using System.Runtime.CompilerServices;
        using Btf.Core;

        string path = args[0];
        int rounds = int.Parse(args[1]);
        bool collects = args[2] == "collect";
        string trigger = args[3];
        int sum = 0;

        // Initializes the console before memory runs out.
        Console.WriteLine();
        for (int i = 0; i < rounds; i++)
        {
            ReadOnlySpan<byte> late = Round(path);
            if (collects && i % 4 == 0)
            {
                for (int j = 0; j < 3; j++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
            }

            sum += late.IndexOf((byte)1);
            if (i == rounds / 2 && trigger.Length != 0)
            {
                File.WriteAllText(trigger, "");
            }
        }

        using (BtfObject last = BtfObject.Open(path))
        {
            _ = last.FindType("own_name", BtfKind.Struct);
            Console.WriteLine(File.ReadAllText("/proc/self/maps").Contains(path) ? "mapped" : "copied");
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static ReadOnlySpan<byte> Round(string path)
        {
            using BtfObject btf = BtfObject.Open(path);
            if (btf.FindTypes("no such name").Count() != 0 || btf.FindTypes("own_name").Count() != 1)
            {
                throw new InvalidOperationException("A wrong answer.");
            }

            return btf.FindType("own_name", BtfKind.Struct).Name.Utf8;
        }
        """;

    private ChildProgram _program = null!;
    private TemporaryFolder _folder = null!;
    private string _library = "";
    private string _small = "";
    private string _mapped = "";
    private string _large = "";

    [OneTimeSetUp]
    public void Build()
    {
        string compiler = Oracles.Program("gcc");
        _folder = new TemporaryFolder();
        _library = _folder.PathOf("faults.so");
        ProcessResult built = ProcessRunner.Run(compiler, "-shared", "-fPIC", "-O", "-w", "-o", _library, Fixture.PathOf("faults.c"), "-ldl");
        Assert.That(built.ExitCode, Is.Zero, built.StandardError);
        _program = new ChildProgram(Source);
        _small = _folder.Write("small", Data(10));
        _mapped = _folder.Write("mapped", Data(80_000));
        _large = _folder.Write("large", Data(8_000_000));
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _program?.Dispose();
        _folder?.Dispose();
    }

    // Neither zero pages nor slabs can be mapped, so mappings stay until they are collected.
    [Test]
    public void Where_nothing_can_be_mapped_over_a_mapping_all_answers_are_right([Values("small", "mapped")] string file) =>
        AssertRuns("f", file == "small" ? _small : _mapped, file == "small" ? "copied" : "mapped");

    [Test]
    public void A_file_is_mapped_over_waiting_addresses_where_there_are_no_new_ones() => AssertRuns("v", _mapped, "mapped");

    // Each open takes 8 MB of addresses, together three times as many as exist. Only the library requests a collection. The runtime needs some addresses
    // itself when no file fits any more, or it dies. How many of the last 8 MB are left depends on everything before, so several limits are tried.
    [Test]
    public void Opens_go_on_under_a_limit_on_the_address_space()
    {
        Dictionary<string, string> variables = new() { ["DOTNET_GCHeapHardLimit"] = "0x8000000", ["DOTNET_EnableWriteXorExecute"] = "0" };
        string[] limits = ["3000000", "3002700", "3005400"];

        ProcessResult[] results = [.. limits.Select(limit => _program.Run(0, $"ulimit -v {limit}", variables, _large, "1000", "", ""))];

        Assert.That(results.Select(result => (result.ExitCode, result.StandardError)), Does.Contain((0, "")));
    }

    private void AssertRuns(string faults, string path, string expected)
    {
        string trigger = _folder.PathOf(Path.GetRandomFileName());
        Dictionary<string, string> variables = new()
        {
            ["LD_PRELOAD"] = _library,
            ["BTF_FAULT"] = faults,
            ["BTF_FAULT_FILE"] = path,
            ["BTF_FAULT_TRIGGER"] = trigger,
        };

        ProcessResult result = _program.Run(0, "", variables, path, "200", "collect", trigger);

        Assert.That((result.ExitCode, result.StandardError, result.Text.Trim()), Is.EqualTo((0, "", expected)));
    }

    private static byte[] Data(int padding)
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddStruct("own_name", 4, ("member", 1u, 0));
        builder.AddString(new string('x', padding));
        return builder.ToArray();
    }
}
