using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The tool on files with inlined functions.</summary>
[TestFixture]
public sealed class InlineFileTests
{
    private TemporaryDirectory _directory;

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TemporaryDirectory();
        BtfVector vector = Vectors.Read("loc").Single(vector => vector.Id == "directory-le");
        foreach (System.Text.Json.JsonElement file in vector.Json.GetProperty("files").EnumerateArray())
        {
            _directory.Write(file.GetProperty("name").GetString()!, vector.Slice(file.GetProperty("blob")));
        }
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public void Both_bases_are_found_by_the_files_name()
    {
        ProcessResult dump = BtfTool.Ask("dump", PathOf("xfs.inline"));
        ProcessResult given = BtfTool.Ask("dump", PathOf("xfs.inline"), "--base", PathOf("xfs"));
        ProcessResult shown = BtfTool.Ask("show", "xfs_inlined", PathOf("xfs.inline"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(dump.StandardError, Is.Empty);
            Assert.That(dump.Text, Does.Contain("\tname='xfs_helper' func_type_id=11 loc_proto_type_id=13 offset=64\n"));
            Assert.That(dump.Text, Does.Contain("\tname='vm_helper' func_type_id=6 loc_proto_type_id=13 offset=8\n"));
            Assert.That(dump.ExitCode, Is.Zero);
            Assert.That(given.ExitCode, Is.Zero);
            Assert.That(shown.ExitCode, Is.Zero, shown.StandardError);
            Assert.That(shown.Text, Does.Contain("xfs_inlined"));
        }
    }

    [Test]
    public void The_wrong_base_is_told_and_the_right_one_is_verified()
    {
        ProcessResult wrong = BtfTool.Ask("verify", PathOf("xfs.inline"), "--base", PathOf("vmlinux"));
        ProcessResult right = BtfTool.Ask("verify", PathOf("xfs.inline"));
        ProcessResult older = BtfTool.Ask("verify", "--rules", "7.2", PathOf("xfs.inline"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.Text);
            Assert.That(right.Text, Is.EqualTo($"{PathOf("xfs.inline")}: ok\n"));
            Assert.That(right.ExitCode, Is.Zero);
            Assert.That(older.Text, Does.Contain("the kind must be one that the kernel knows"));
            Assert.That(older.ExitCode, Is.EqualTo(1));
        }
    }

    private string PathOf(string name) => Path.Combine(_directory.Root, name);
}
