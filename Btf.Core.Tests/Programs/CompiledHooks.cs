using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A BPF object with one program for each sort of hook, compiled by clang.</summary>
internal static class CompiledHooks
{
    private const string Source = """
        #define SEC(name) __attribute__((section(name), used))
        struct task_struct;
        struct tcp_congestion_ops___local { int (*undo_cwnd)(void *); char name[16]; } __attribute__((preserve_access_index));
        struct no_such_ops { int a; };
        extern void bpf_rcu_read_lock(void) __attribute__((section(".ksyms")));
        extern void bpf_no_such_kfunc(void) __attribute__((section(".ksyms"), weak));
        extern const int bpf_prog_active __attribute__((section(".ksyms")));
        extern int bpf_task_release(int wrong) __attribute__((section(".ksyms")));
        SEC("fentry/do_unlinkat") int a(void *c) { bpf_rcu_read_lock(); return 0; }
        SEC("fexit.s/no_such_function") int b(void *c) { if (bpf_no_such_kfunc) bpf_no_such_kfunc(); return bpf_task_release(1) + bpf_prog_active; }
        SEC("?kprobe/do_exit+4") int d(void *c) { return 0; }
        SEC("kprobe.multi/do_*") int e(void *c) { return 0; }
        SEC("tp_btf/sched_switch") int f(void *c) { return 0; }
        SEC("raw_tp/no_such_event") int g(void *c) { return 0; }
        SEC("tp/sched/sched_process_exit") int h(void *c) { return 0; }
        SEC("tracepoint/syscalls/sys_enter_openat") int i(void *c) { return 0; }
        SEC("lsm.s/file_open") int j(void *c) { return 0; }
        SEC("iter/task") int k(void *c) { return 0; }
        SEC("xdp") int l(void *c) { return 0; }
        SEC("struct_ops/undo") int m(void *c) { return 0; }
        SEC(".struct_ops") struct tcp_congestion_ops___local mine = { .undo_cwnd = (void *)m };
        SEC(".struct_ops.link") struct no_such_ops none = { 1 };
        """;

    /// <summary>The declarations of the hooks in Debian's kernel 6.12.107.</summary>
    public static readonly string[] Expected =
    [
        "Function fentry/do_unlinkat: Unchanged int do_unlinkat(int dfd, struct filename *name)",
        "Function fexit.s/no_such_function: Missing ",
        "Function ?kprobe/do_exit+4: Unchanged void do_exit(long int code)",
        "Tracepoint tp_btf/sched_switch: Unchanged void (*)(void *, bool, struct task_struct *, struct task_struct *, unsigned int)",
        "Tracepoint raw_tp/no_such_event: Missing ",
        "Tracepoint tp/sched/sched_process_exit: Unchanged void (*)(void *, struct task_struct *)",
        "SecurityHook lsm.s/file_open: Unchanged int bpf_lsm_file_open(struct file *file)",
        "Function iter/task: Unchanged int bpf_iter_task(struct bpf_iter_meta *meta, struct task_struct *task)",
        "StructOps struct_ops tcp_congestion_ops___local: Unchanged struct tcp_congestion_ops of 18 members",
        "StructOps struct_ops no_such_ops: Missing ",
        "KernelSymbol kfunc bpf_rcu_read_lock: Unchanged void bpf_rcu_read_lock(void)",
        "KernelSymbol kfunc bpf_no_such_kfunc: Absent ",
        "KernelSymbol ksym bpf_prog_active: Unchanged int bpf_prog_active",
        "KernelSymbol kfunc bpf_task_release: Missing another one: void bpf_task_release(struct task_struct *p)",
    ];

    /// <summary>Compiles the object.</summary>
    /// <returns>The file.</returns>
    public static string Compile(TemporaryFolder folder)
    {
        string source = folder.Write("hooks.bpf.c", System.Text.Encoding.UTF8.GetBytes(Source));
        string path = folder.PathOf("hooks.bpf.o");
        ProcessResult result = ProcessRunner.Run(Oracles.Clang(), "-target", "bpf", "-g", "-O2", "-w", "-c", source, "-o", path);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        return path;
    }
}
