using System.Diagnostics;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The tool in a process whose system calls fail: <c>Fixtures/faults.c</c> intercepts its calls of the C library.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class FaultyProcessTests
{
    private const int KilledFrom = 128;
    private const int Unreadable = 3;
    private const int SigAbrt = 6;
    private const int SigBus = 7;
    private TemporaryFolder _folder = null!;
    private string _library = "";
    private string _file = "";
    private string _smallFile = "";

    [OneTimeSetUp]
    public void BuildLibrary()
    {
        string compiler = Oracles.Program("gcc");
        _folder = new TemporaryFolder();
        _library = _folder.PathOf("faults.so");
        ProcessResult built = ProcessRunner.Run(compiler, "-shared", "-fPIC", "-O", "-w", "-o", _library, Fixture.PathOf("faults.c"), "-ldl");
        Assert.That(built.ExitCode, Is.Zero, built.StandardError);
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder?.Dispose();

    [SetUp]
    public void WriteFiles()
    {
        byte[] sample = File.ReadAllBytes(BtfTool.Sample);
        _smallFile = _folder.Write("small", sample);

        // Large enough to be mapped.
        _file = _folder.Write("btf", [.. sample, .. new byte[128 * 1024]]);
    }

    [TestCase("", TestName = "The_tool_reads_a_file_without_faults")]
    [TestCase("r", TestName = "A_file_whose_mapping_is_refused_is_read")]
    [TestCase("sr", TestName = "Reads_that_are_interrupted_and_short_come_to_the_same")]
    public void Reads(string faults)
    {
        AssertWhole(Dump(_file, faults), faults);
    }

    [TestCase("s", TestName = "Reads_of_a_small_file_that_are_interrupted_and_short_come_to_the_same")]
    [TestCase("t", TestName = "A_small_file_that_is_truncated_once_it_is_read_does_no_harm")]
    public void ReadsSmall(string faults)
    {
        AssertWhole(Dump(_smallFile, faults), faults);
    }

    [Test]
    public void A_small_file_that_is_truncated_while_it_is_read_is_reported()
    {
        ProcessResult result = Dump(_smallFile, "ts");

        Assert.That(result.ExitCode, Is.EqualTo(Unreadable));
        Assert.That(result.StandardError, Does.Contain(_smallFile).And.Contain("ended"));
    }

    [Test]
    public void A_file_that_is_truncated_while_it_is_copied_is_reported()
    {
        ProcessResult result = Dump(_file, "tr");

        Assert.That(result.ExitCode, Is.EqualTo(Unreadable));
        Assert.That(result.StandardError, Does.StartWith("tr").And.Contain(_file).And.Contain("ended"));
    }

    // As the remarks of BtfObject.Open say: the system ends the process, and nothing can catch it.
    [Test]
    public void A_file_that_is_truncated_while_it_is_mapped_ends_the_process()
    {
        ProcessResult result = Dump(_file, "t");

        Assert.That(result.StandardError, Does.StartWith("t"));
        Assert.That(result.ExitCode, Is.EqualTo(KilledFrom + SigBus).Or.EqualTo(KilledFrom + SigAbrt));
    }

    private static void AssertWhole(ProcessResult result, string faults)
    {
        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, faults)));
        Assert.That(result.Text, Is.EqualTo(BtfTool.Run("dump", BtfTool.Sample).Text));
    }

    private ProcessResult Dump(string file, string faults)
    {
        // The native tool is bound to the C library when it is linked, where these faults cannot come between.
        ProcessStartInfo start = new(BtfTool.Managed[0], [.. BtfTool.Managed.Skip(1), "dump", file]);
        start.Environment["LD_PRELOAD"] = _library;
        start.Environment["BTF_FAULT"] = faults;
        start.Environment["BTF_FAULT_FILE"] = file;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return ProcessRunner.Run(start, TimeSpan.FromMinutes(1));
    }
}
