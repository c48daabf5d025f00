using System.Globalization;
using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares paths of the running kernel with a compiler's offsets in the same types, as bpftool writes them in C.</summary>
[TestFixture]
public sealed class OffsetofTests
{
    // The path, and in C the type and the member for offsetof.
    private static readonly (string Path, string Base, string Member)[] _paths =
    [
        ("task_struct.se.vruntime", "struct task_struct", "se.vruntime"),
        ("task_struct.comm[3]", "struct task_struct", "comm[3]"),
        ("task_struct.comm", "struct task_struct", "comm"),
        ("task_struct.mm", "struct task_struct", "mm"),
        ("task_struct.mm->pgd", "struct mm_struct", "pgd"),
        ("task_struct.thread_info.flags", "struct task_struct", "thread_info.flags"),
        ("task_struct.tasks.next", "struct task_struct", "tasks.next"),
        ("task_struct.tasks.next->prev", "struct list_head", "prev"),
        ("task_struct.real_parent->comm[15]", "struct task_struct", "comm[15]"),
        ("task_struct.signal->rlim[7].rlim_max", "struct signal_struct", "rlim[7].rlim_max"),
        ("task_struct.group_leader->se.sum_exec_runtime", "struct task_struct", "se.sum_exec_runtime"),
        ("struct sk_buff.cb[5]", "struct sk_buff", "cb[5]"),
        ("sk_buff.len", "struct sk_buff", "len"),
        ("sk_buff.protocol", "struct sk_buff", "protocol"),
        ("sk_buff.next", "struct sk_buff", "next"),
        ("sk_buff.transport_header", "struct sk_buff", "transport_header"),
        ("sk_buff.dev->name[1]", "struct net_device", "name[1]"),
        ("sk_buff.sk->sk_prot", "struct sock", "__sk_common.skc_prot"),
        ("sock.__sk_common.skc_daddr", "struct sock", "__sk_common.skc_daddr"),
        ("sock.__sk_common.skc_num", "struct sock", "__sk_common.skc_num"),
        ("sock.sk_receive_queue.qlen", "struct sock", "sk_receive_queue.qlen"),
        ("sock.sk_socket->file", "struct socket", "file"),
        ("socket.sk->__sk_common.skc_dport", "struct sock", "__sk_common.skc_dport"),
        ("file.f_path.dentry", "struct file", "f_path.dentry"),
        ("file.f_path.dentry->d_name.len", "struct dentry", "d_name.len"),
        ("dentry.d_name.hash", "struct dentry", "d_name.hash"),
        ("inode.i_sb->s_id[4]", "struct super_block", "s_id[4]"),
        ("page.mapping", "struct page", "mapping"),
        ("page.lru.prev", "struct page", "lru.prev"),
        ("cred.uid.val", "struct cred", "uid.val"),
        ("nsproxy.net_ns", "struct nsproxy", "net_ns"),
        ("list_head.prev", "struct list_head", "prev"),
        ("atomic_t.counter", "atomic_t", "counter"),
        ("spinlock_t.rlock", "spinlock_t", "rlock"),
        ("pt_regs.sp", "struct pt_regs", "sp"),
        ("bpf_map.max_entries", "struct bpf_map", "max_entries"),
        ("bpf_prog.aux->name[2]", "struct bpf_prog_aux", "name[2]"),
    ];

    [Test]
    public void Offsets_and_sizes_are_those_of_offsetof_and_sizeof()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        (string Path, string Base, string Member)[] known = [.. _paths.Where(row => kernel.TryResolvePath(row.Path, out _, out _) || row.Path.StartsWith("task_struct", StringComparison.Ordinal))];
        string[] expected = CompileAndRun(known);

        string[] actual = [.. known.Select(row => Describe(row.Path, kernel))];

        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(known, Has.Length.GreaterThan(20));
    }

    private static string Describe(string path, BtfObject kernel)
    {
        BtfMemberPath result = kernel.ResolvePath(path);
        return string.Create(CultureInfo.InvariantCulture, $"{path} {result.ByteOffset} {result.BitSize / 8}");
    }

    private static string[] CompileAndRun((string Path, string Base, string Member)[] rows)
    {
        string folder = Directory.CreateTempSubdirectory("btf-offsetof").FullName;
        try
        {
            ProcessResult header = ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", Oracles.KernelBtf(), "format", "c");
            File.WriteAllBytes(Path.Combine(folder, "vmlinux.h"), header.StandardOutput);
            File.WriteAllText(Path.Combine(folder, "offsets.c"), Source(rows));
            string program = Path.Combine(folder, "offsets");
            ProcessResult compiled = ProcessRunner.Run(
                Oracles.Clang(), "-w", "-ffreestanding", "-fms-extensions", "-DBPF_NO_PRESERVE_ACCESS_INDEX", "-o", program, Path.Combine(folder, "offsets.c"));
            Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError);
            return ProcessRunner.Run(program).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Source((string Path, string Base, string Member)[] rows)
    {
        var source = new StringBuilder("#include \"vmlinux.h\"\nextern int printf(const char *format, ...);\nint main(void)\n{\n");
        foreach ((string path, string type, string member) in rows)
        {
            source.Append(
                CultureInfo.InvariantCulture,
                $"\tprintf(\"%s %zu %zu\\n\", \"{path}\", __builtin_offsetof({type}, {member}), sizeof((({type} *)0)->{member}));\n");
        }

        return source.Append("\treturn 0;\n}\n").ToString();
    }
}
