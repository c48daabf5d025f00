using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Paths beyond a type's members: alternatives, variables, enumerators, pointers as arrays, casts, several files, and forms for other programs.</summary>
[TestFixture]
public sealed class CliPathFormTests
{
    private TemporaryFolder _folder;
    private string _file;
    private string _older;

    [OneTimeSetUp]
    public void WriteFiles()
    {
        _folder = new TemporaryFolder();
        _file = _folder.Write("new.btf", Build("state", 0));
        _older = _folder.Write("old.btf", Build("old_state", 64));
    }

    [OneTimeTearDown]
    public void DeleteFiles() => _folder.Dispose();

    [TestCase("task.(nope|state)", "byte 0, 8 bytes, long")]
    [TestCase("task.(state|nope)", "byte 0, 8 bytes, long")]
    [TestCase("task.fdt->(max|min)", "byte 8, after 1 pointer, 4 bytes, unsigned int")]
    [TestCase("runq.stat[1]", "byte 20, 4 bytes, int")]
    [TestCase("runq.stat[NR_B]", "byte 24, 4 bytes, int")]
    [TestCase("task.stat[NR_B]", "byte 24, 4 bytes, int")]
    [TestCase("task.fdt->fd[3]", "byte 24, after 2 pointers, 8 bytes, struct file *")]
    [TestCase("task.fdt->fd[3]->no", "byte 4, after 3 pointers, 4 bytes, int")]
    [TestCase("task.fdt[2].max", "byte 40, after 1 pointer, 4 bytes, unsigned int")]
    [TestCase("((struct task *)fdt.fd)->state", "byte 0, after 1 pointer, 8 bytes, long")]
    [TestCase("((struct fdt *)((struct task *)fdt.fd)->fdt)->max", "byte 8, after 2 pointers, 4 bytes, unsigned int")]
    [TestCase("runq.low", "byte 32, bit 3, 5 bits, int")]
    public void A_path_leads_to_a_place(string path, string expected)
    {
        ProcessResult result = BtfTool.Ask("path", path, _file);

        Assert.That((result.StandardError, result.Text), Is.EqualTo(("", $"{path}: {expected}\n")));
    }

    [TestCase("task.(nope|neither)", 1, "No member|nope")]
    [TestCase("task.stat[NR_NO]", 1, "No enumeration has a value named 'NR_NO'")]
    [TestCase("task.stat[4]", 1, "4")]
    [TestCase("task.state[1]", 1, "")]
    [TestCase("((struct nope *)fdt.fd)->x", 1, "No type is named 'struct nope'|nope")]
    [TestCase("((struct task *)task.state)->x", 1, "is no pointer")]
    [TestCase("((struct task *)fdt.fd", 2, "cast")]
    [TestCase("((struct task *)fdt.fd).state", 2, "->")]
    [TestCase("nope.x", 1, "nope")]
    public void A_path_that_leads_nowhere_says_why(string path, int exitCode, string expected)
    {
        ProcessResult result = BtfTool.Ask("path", path, _file);

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((exitCode, "")), result.StandardError);
        Assert.That(result.StandardError, Does.Match($@"\Abtf: [^\n]*({expected})[^\n]*\n\z"));
    }

    [TestCase("kprobe", "task.fdt->max", "max=+8(+8($arg1)):u32")]
    [TestCase("uprobe", "task.state", "state=+0($arg1):s64")]
    [TestCase("kprobe", "task.fdt", "fdt=+8($arg1):x64")]
    [TestCase("kprobe", "task.stat", "stat=+16($arg1):x32[4]")]
    [TestCase("kprobe", "task.low", "low=+32($arg1):b5@3/8")]
    [TestCase("kprobe", "task.name", "name=+40($arg1):string")]
    [TestCase("bpftrace", "task.fdt->max", "*(uint32 *)(*(uint64 *)(arg0 + 8) + 8)")]
    [TestCase("bpftrace", "task.name", "str(arg0 + 40, 16)")]
    [TestCase("bpftrace", "task.low", "(*(uint8 *)(arg0 + 32) >> 3) & 31")]
    [TestCase("kprobe", "task.mac", "mac=+56($arg1):x8[6]")]
    [TestCase("kprobe", "task.many", "many=+64($arg1):x32[64]")]
    [TestCase("kprobe", "task.flex", "flex=+480($arg1):x32")]
    [TestCase("bpftrace", "task.mac", "buf(arg0 + 56, 6)")]
    [TestCase("bpftrace", "task.many", "*(int32 *)(arg0 + 64)")]
    [TestCase("bpftrace", "task.flex", "*(int32 *)(arg0 + 480)")]
    [TestCase("bpftrace", "task.inner", "(struct fdt *)(arg0 + 464)")]
    [TestCase("c", "task.fdt->max", "#define TASK_FDT_MAX_OFFSET 8")]
    [TestCase("csharp", "struct task.fdt->max", "public const int TaskFdtMaxOffset = 8;")]
    public void A_place_is_written_for_other_programs(string form, string path, string expected) =>
        Assert.That(BtfTool.Ask("path", path, _file, "--as", form).Text, Is.EqualTo(expected + "\n"));

    [TestCase("task_struct+", 2, "'task_struct+' is no place: a byte is a number, such as 64 or 0x40.")]
    [TestCase("task_struct+0xzz", 2, "'task_struct+0xzz' is no place: a byte is a number, such as 64 or 0x40.")]
    [TestCase("task_struct+-1", 2, "'task_struct+-1' is no place: a byte is a number, such as 64 or 0x40.")]
    [TestCase("no_such.pid", 1, "No type or variable is named 'no_such'.")]
    [TestCase("task_struct.(no|none)", 1, "None of the 2 alternatives is there. Of the first: struct task_struct has no member named 'no'")]
    public void What_leads_nowhere_says_why(string expression, int exitCode, string expected)
    {
        ProcessResult result = BtfTool.Ask("path", expression, BtfTool.Sample);

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((exitCode, "")));
        Assert.That(result.StandardError, Does.StartWith($"btf: {expected}"));
    }

    [TestCase("task_struct.pid", "*(int32 *)(arg0 + 40)")]
    [TestCase("sk_buff.len", "*(uint32 *)(arg0 + ")]
    public void A_signed_number_is_signed_for_bpftrace(string expression, string expected) =>
        Assert.That(BtfTool.Ask("path", expression, BtfTool.Sample, "--as", "bpftrace").Text, Does.StartWith(expected));

    [Test]
    public void Several_files_make_a_table()
    {
        ProcessResult found = BtfTool.Ask("path", "task.(state|old_state)", _older, _file);
        ProcessResult half = BtfTool.Ask("path", "task.state", _older, _file);
        ProcessResult broken = BtfTool.Ask("path", "task.state", _folder.PathOf("none"), _file);
        using JsonDocument json = JsonDocument.Parse(BtfTool.Ask("path", "task.state", _older, _file, "--json").StandardOutput);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.ExitCode, found.Text), Is.EqualTo((0, $"{_older}         8     -         8  long\n{_file}         0     -         8  long\n")));
            Assert.That(half.ExitCode, Is.EqualTo(1));
            Assert.That(half.Text, Does.Match(@"old\.btf +- +- +-  [^\n]*'state'[^\n]*\n"));
            Assert.That((broken.ExitCode, broken.StandardError), Is.EqualTo((3, $"btf: {_folder.PathOf("none")}: There is no such file.\n")));
            Assert.That(broken.Text, Does.EndWith("  long\n"));
            Assert.That(json.RootElement[0].GetProperty("error").GetString(), Does.Contain("state"));
            Assert.That(json.RootElement[1].GetProperty("byteOffset").GetInt32(), Is.Zero);
        }
    }

    private static byte[] Build(string state, int shift)
    {
        BtfBuilder b = new();
        uint number = b.AddInt("int", 4, BtfIntEncoding.Signed);
        uint unsigned = b.AddInt("unsigned int", 4);
        uint wide = b.AddInt("long", 8, BtfIntEncoding.Signed);
        uint character = b.AddInt("char", 1, BtfIntEncoding.Signed);
        uint file = b.AddStruct("file", 8, ("flags", number, 0), ("no", number, 32));
        uint files = b.AddPointer(b.AddPointer(file));
        uint fdt = b.AddStruct("fdt", 16, ("fd", files, 0), ("max", unsigned, 64));
        uint pointer = b.AddPointer(fdt);
        uint stat = b.AddArray(number, unsigned, 4);
        uint name = b.AddArray(character, unsigned, 16);
        uint mac = b.AddArray(b.AddInt("unsigned char", 1), unsigned, 6);
        uint many = b.AddArray(number, unsigned, 100);
        uint flex = b.AddArray(number, unsigned, 0);
        uint task = b.AddStruct(
            "task", 480 + ((uint)shift / 8), (state, wide, shift), ("fdt", pointer, 64 + shift), ("stat", stat, 128 + shift), ("low", number, 259 + shift, 5), ("name", name, 320 + shift),
            ("mac", mac, 448 + shift), ("many", many, 512 + shift), ("inner", fdt, 3712 + shift), ("flex", flex, 3840 + shift));
        _ = b.AddEnum("items", 4, false, ("NR_A", 0), ("NR_B", 2));
        _ = b.AddVariable("runq", task);
        return b.ToArray();
    }
}
