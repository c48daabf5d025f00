// A BPF program with maps of every usual form, variables in all sections, CO-RE relocations and source lines.

typedef unsigned int __u32;
typedef unsigned long long __u64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, val) int(*name)[val]
#define __type(name, val) typeof(val) *name
#define __array(name, val) typeof(val) *name[]
#define __preserve __attribute__((preserve_access_index))

enum limits { LIMIT_LOW = 16, LIMIT_HIGH = 4096 };

struct event {
    __u64 time;
    __u32 pid;
    char comm[16];
};

struct task_struct {
    int pid;
    struct task_struct *parent;
} __preserve;

struct {
    __uint(type, 1);
    __uint(max_entries, LIMIT_HIGH);
    __uint(map_flags, 1);
    __type(key, __u32);
    __type(value, struct event);
} events SEC(".maps");

struct {
    __uint(type, 27);
    __uint(max_entries, 1 << 18);
} ring SEC(".maps");

struct inner {
    __uint(type, 2);
    __uint(max_entries, 4);
    __uint(key_size, 4);
    __uint(value_size, 8);
} inner SEC(".maps");

struct {
    __uint(type, 13);
    __uint(max_entries, 1);
    __type(key, int);
    __array(values, struct inner);
} outer SEC(".maps") = { .values = { &inner } };

const volatile int verbose = 0;
int count = 3;
static volatile __u64 total;
char LICENSE[] SEC("license") = "GPL";

SEC("kprobe/do_exit")
int on_exit(struct task_struct *task)
{
    total += task->parent->pid;
    count += verbose;
    return task->pid;
}
