using System.Text.Json;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class MinCommandTests
{
    [Test]
    public void Min_writes_the_same_bytes_as_bpftool()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "kinds-field");
        string part = folder.PathOf("min.btf");

        ProcessResult result = BtfTool.Ask("min", kernel, "--for", program, "-o", part, "--like", "bpftool");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(File.ReadAllBytes(part), Is.EqualTo(Find("kinds-field").Slice("min")));
        Assert.That(result.Text, Does.StartWith($"{part}: "));
    }

    [Test]
    public void Min_writes_a_file_for_each_kernel_into_a_directory_and_takes_modules_along()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "mod-absent-in-vmlinux");
        string module = folder.Write("module.btf", Find("mod-absent-in-vmlinux").Slices("modules")[0]);
        string other = folder.Write("other.btf", Find("mod-absent-in-vmlinux").Slice("target"));

        ProcessResult result = BtfTool.Ask("min", kernel, module, "--for", program, other, "-o", folder.PathOf("out/"), "--json");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        using JsonDocument document = JsonDocument.Parse(result.Text);
        Assert.That(document.RootElement.GetArrayLength(), Is.EqualTo(2));
        using BtfObject with = BtfObject.Open(folder.PathOf("out/kernel.btf"));
        using BtfObject without = BtfObject.Open(folder.PathOf("out/other.btf"));
        Assert.That(with.TypeCount, Is.GreaterThan(0));
        Assert.That(without.TypeCount, Is.Zero);
        Assert.That(with.Base, Is.Null);
    }

    [Test]
    public void Min_opens_each_module_once_even_if_it_is_named_twice()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "mod-absent-in-vmlinux");
        string module = folder.Write("module.btf", Find("mod-absent-in-vmlinux").Slices("modules")[0]);

        Assert.That(BtfTool.Ask("min", kernel, module, module, "--for", program, "-o", folder.PathOf("min.btf")).ExitCode, Is.Zero);

        using BtfObject part = BtfObject.Open(folder.PathOf("min.btf"));
        BtfType[] named = [.. part.Types.Where(type => type.Kind is BtfKind.Struct)];
        Assert.That(named.Select(type => type.Name.ToString()), Is.Not.Empty.And.Unique);
    }

    [Test]
    public void Min_fails_where_bpftool_does_and_else_keeps_the_rest()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "cand-offset");
        string part = folder.PathOf("min.btf");

        ProcessResult like = BtfTool.Ask("min", kernel, "--for", program, "-o", part, "--like", "bpftool");
        bool isWritten = File.Exists(part);
        ProcessResult own = BtfTool.Ask("min", kernel, "--for", program, "-o", part);

        Assert.That(like.ExitCode, Is.EqualTo(1));
        Assert.That(isWritten, Is.False);
        Assert.That(own.ExitCode, Is.EqualTo(1));
        Assert.That(own.StandardError, Does.Contain("The candidates disagree"));
        Assert.That(File.Exists(part), Is.True);
    }

    [TestCase(2, "min", "--for", "a.o", "-o", "x")]
    [TestCase(2, "min", "k.btf", "-o", "x")]
    [TestCase(2, "min", "k.btf", "--for", "a.o")]
    [TestCase(2, "min", "k.btf", "--for", "a.o", "-o", "x", "--like", "pahole")]
    [TestCase(3, "min", "none.btf", "--for", "none.o", "-o", "x")]
    public void Min_refuses_what_it_cannot_do(int exitCode, params string[] arguments) => Assert.That(BtfTool.Ask(arguments).ExitCode, Is.EqualTo(exitCode));

    [Test]
    public void Min_does_not_write_over_what_it_reads()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "kinds-field");

        Assert.That(BtfTool.Ask("min", kernel, "--for", program, "-o", kernel).ExitCode, Is.EqualTo(2));
        Assert.That(BtfTool.Ask("min", kernel, "--for", program, "-o", program).ExitCode, Is.EqualTo(2));
    }

    private static BtfVector Find(string id) => Vectors.Read("core").Single(vector => vector.Id == id);

    private static (string Program, string Kernel) Write(TemporaryFolder folder, string id)
    {
        BtfVector vector = Find(id);
        return (folder.Write("prog.bpf.o", vector.Slice("object")), folder.Write("kernel.btf", vector.Slice("target")));
    }
}
