using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The tool writes files completely or not at all, and never over an input.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class CliOutputFileTests
{
    private TemporaryFolder _folder;
    private string _input;

    [SetUp]
    public void WriteInput()
    {
        _folder = new TemporaryFolder();
        _input = _folder.Write("input.btf", File.ReadAllBytes(BtfTool.Sample));
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("itself")]
    [TestCase("a symbolic link")]
    [TestCase("a hard link")]
    [TestCase("another spelling")]
    public void An_output_that_is_the_input_is_refused(string way)
    {
        string output = _folder.PathOf("link");
        switch (way)
        {
            case "a symbolic link":
                File.CreateSymbolicLink(output, _input);
                break;
            case "a hard link":
                Assert.That(ProcessRunner.Run("ln", _input, output).ExitCode, Is.Zero);
                break;
            case "another spelling":
                output = Path.Combine(Path.GetDirectoryName(_input)!, "..", Path.GetFileName(Path.GetDirectoryName(_input)!), "input.btf");
                break;
            default:
                output = _input;
                break;
        }

        ProcessResult dumped = BtfTool.Ask("dump", _input, "-o", output);
        ProcessResult extracted = BtfTool.Ask("extract", _input, "-o", output);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((dumped.ExitCode, extracted.ExitCode), Is.EqualTo((2, 2)), dumped.StandardError);
            Assert.That(dumped.StandardError, Does.Contain("would replace the input"));
            Assert.That(File.ReadAllBytes(_input), Is.EqualTo(File.ReadAllBytes(BtfTool.Sample)));
        }
    }

    [Test]
    public void An_output_that_is_the_base_is_refused()
    {
        string module = _folder.Write("module.btf", BtfObject.FromMemory(File.ReadAllBytes(_input)).RawData);

        ProcessResult result = BtfTool.Ask("dump", module, "--base", _input, "-o", _input);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(_input), Is.EqualTo(File.ReadAllBytes(BtfTool.Sample)));
    }

    [Test]
    public void No_command_writes_over_what_it_reads(
        [Values(
            "dump RICH -o", "dump SPLIT --base BASE -o", "draw s RICH --against OTHER -o", "extract PROG -o", "merge RICH OTHER -o", "merge SPLIT --base BASE -o", "dedup TWICE -o", "sort RICH -o",
            "sort SPLIT --base BASE -o", "strip RICH --functions -o", "distill SPLIT --base BASE --base-out OUT2 -o", "distill SPLIT --base BASE -o OUT2 --base-out", "build JSON -o",
            "build SJSON --base BASE -o", "core PROG --kernel KERNEL --module KMODULE --patch")] string line)
    {
        using OptionFiles files = new();
        foreach (string input in files.Words(line).Where(word => word.StartsWith('/') && File.Exists(word)).ToArray())
        {
            byte[] before = File.ReadAllBytes(input);
            string symbolic = _folder.PathOf("symbolic");
            string hard = Path.Combine(Path.GetDirectoryName(input)!, "hard");
            File.CreateSymbolicLink(symbolic, input);
            _ = ProcessRunner.Run("ln", input, hard);
            foreach (string output in (string[])[input, symbolic, hard])
            {
                ProcessResult result = BtfTool.Ask([.. files.Words(line), output]);
                Assert.That((result.ExitCode, result.Text), Is.EqualTo((2, "")), $"{line} {output}");
                Assert.That(result.StandardError, Does.Contain("would replace the input"));
                Assert.That(File.ReadAllBytes(input), Is.EqualTo(before));
            }

            File.Delete(symbolic);
            File.Delete(hard);
        }

        ProcessResult full = BtfTool.Ask([.. files.Words(line), "/dev/full"]);
        Assert.That((full.ExitCode, full.Text), Is.EqualTo((3, "")), line);
        Assert.That(full.StandardError, Does.Match(@"\Abtf: /dev/full: cannot be written: [^\n]+\n\z"));
    }

    [TestCase("dump", "-o")]
    [TestCase("sort", "-o")]
    public void A_base_that_is_found_beside_the_file_is_an_input_too(string command, string option)
    {
        BtfBuilder kernel = new();
        uint number = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(kernelObject);
        _ = module.AddStruct("mine", 4, ("a", number, 0));
        using BtfObject moduleObject = BtfObject.FromMemory(module.ToArray(), kernelObject);
        BtfBuilder inline = new(moduleObject);
        _ = inline.AddTypedef("alias", number);
        _folder.Write("vmlinux", kernel.ToArray());
        string below = _folder.Write("xfs", module.ToArray());
        string file = _folder.Write("xfs.inline", inline.ToArray());

        Assert.That(BtfTool.Ask(command, file, option, _folder.PathOf("out")).ExitCode, Is.Zero);
        foreach (string input in (string[])[below, _folder.PathOf("vmlinux"), file])
        {
            Assert.That(BtfTool.Ask(command, file, option, input).ExitCode, Is.EqualTo(2), input);
        }
    }

    [TestCase("merge RICH OTHER -o - --json")]
    [TestCase("extract PROG -o - --json")]
    [TestCase("sort RICH -o - --json")]
    [TestCase("distill SPLIT --base BASE -o OUT --base-out OUT")]
    [TestCase("core PROG --kernel KERNEL --patch -")]
    public void Two_answers_are_not_mixed(string line)
    {
        using OptionFiles files = new();

        Assert.That(files.Run(line).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Standard_output_takes_the_bare_object()
    {
        using OptionFiles files = new();
        string rich = files.Words("RICH")[0];

        Assert.That(BtfTool.Ask("extract", rich, "-o", "-").StandardOutput, Is.EqualTo(File.ReadAllBytes(rich)));
    }

    [Test]
    public void A_command_that_fails_leaves_the_old_file()
    {
        string output = _folder.Write("old", "old"u8);

        ProcessResult result = BtfTool.RunShell($"export DOTNET_EnableWriteXorExecute=0; ulimit -f 1; btf dump '{_input}' --format json -o '{output}'");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(File.ReadAllText(output), Is.EqualTo("old"));
        }
    }

    [Test]
    public void A_link_stays_a_link_and_modes_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no modes of this kind.");
            return;
        }

        string target = _folder.Write("target", "old"u8);
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string link = _folder.PathOf("link");
        File.CreateSymbolicLink(link, target);

        ProcessResult result = BtfTool.Ask("dump", _input, "-o", link);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
            Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo(target));
            Assert.That(File.ReadAllText(target), Does.StartWith("[1] "));
            Assert.That(File.GetUnixFileMode(target), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(target)!), Has.Length.EqualTo(3), "no temporary file stays");
        }
    }

    [TestCase("link")]
    [TestCase("./link")]
    public void A_relative_link_leads_from_its_own_folder(string output)
    {
        File.CreateSymbolicLink(_folder.PathOf("link"), "btf_core_relative_target");
        string target = _folder.Write("btf_core_relative_target", "old"u8);

        ProcessResult result = BtfTool.RunShell($"cd '{Path.GetDirectoryName(target)}' && btf dump input.btf -o {output}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
            Assert.That(File.ReadAllText(target), Does.StartWith("[1] "));
            Assert.That(File.Exists("/btf_core_relative_target"), Is.False);
        }
    }

    [TestCase("loop")]
    [TestCase("./loop")]
    public void A_link_to_itself_is_an_error(string output)
    {
        File.CreateSymbolicLink(_folder.PathOf("loop"), "loop");

        ProcessResult result = BtfTool.RunShell($"cd '{Path.GetDirectoryName(_folder.PathOf("loop"))}' && btf dump input.btf -o {output}");

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.StandardError, Does.Match(@"\Abtf: (\./)?loop: cannot be written: [^
]+
\z"));
    }

    [Test]
    public void Output_that_would_block_is_waited_for()
    {
        // The pipe is non-blocking, and nobody reads it for a while.
        const string script = """
            import os, subprocess, sys, time
            read, write = os.pipe()
            os.set_blocking(write, False)
            tool = subprocess.Popen(sys.argv[1:], stdout=write)
            os.close(write)
            time.sleep(1)
            total = 0
            while True:
                piece = os.read(read, 65536)
                if not piece:
                    break
                total += len(piece)
            print(tool.wait(), total)
            """;

        ProcessResult result = ProcessRunner.Run(Oracles.Python(), ["-I", "-S", "-c", script, .. BtfTool.Command, "dump", Oracles.KernelBtf()]);

        Assert.That((result.StandardError, result.ExitCode), Is.EqualTo(("", 0)));
        Assert.That(result.Text, Does.Match(@"\A0 \d{7,}\n\z"));
    }
}
