/*
 * Two programs that tell which commands start and end.
 *
 * The types of the kernel are declared here with the few members that are read, in any order: the compiler notes each access (CO-RE), and the loader puts the
 * running kernel's offsets into the instructions.
 */
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define CORE __attribute__((preserve_access_index))
#define BPF_MAP_TYPE_RINGBUF 27

/* Numbers of helper functions: include/uapi/linux/bpf.h. */
static long (*const probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static long (*const probe_read_kernel_str)(void *to, u32 size, const void *from) = (void *)115;
static void *(*const ringbuf_reserve)(void *ring, u64 size, u64 flags) = (void *)131;
static void (*const ringbuf_submit)(void *data, u64 flags) = (void *)132;

struct task_struct {
	int exit_code;
	int pid;
	int tgid;
	struct task_struct *real_parent;
	char comm[16];
} CORE;

struct linux_binprm {
	const char *filename;
} CORE;

enum event_kind { STARTED = 1, ENDED = 2 };

/* What the tracer reads: it takes the layout from this object's BTF. */
struct event {
	enum event_kind kind;
	int process;
	int parent;
	int exit_code;
	char command[16];
	char file[64];
};

/* Keeps the type in the BTF. */
const struct event *event_type SEC("unused");

struct {
	int (*type)[BPF_MAP_TYPE_RINGBUF];
	int (*max_entries)[64 * 1024];
} events SEC(".maps");

/* The kernel knows the types of the arguments: their members are read directly. */
SEC("tp_btf/sched_process_exec")
int on_exec(u64 *arguments)
{
	struct task_struct *task = (void *)arguments[0];
	struct linux_binprm *program = (void *)arguments[2];
	struct event *event = ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->kind = STARTED;
	event->process = task->tgid;
	event->parent = task->real_parent->tgid;
	event->exit_code = 0;
	probe_read_kernel_str(event->command, sizeof(event->command), task->comm);
	probe_read_kernel_str(event->file, sizeof(event->file), program->filename);
	ringbuf_submit(event, 0);
	return 0;
}

/* A raw tracepoint has plain numbers for arguments: what they point to is copied. */
SEC("raw_tp/sched_process_exit")
int on_exit(u64 *arguments)
{
	struct task_struct *task = (void *)arguments[0];
	struct task_struct *parent = 0;
	struct event *event;
	int thread = 0;
	int process = 0;

	probe_read_kernel(&thread, sizeof(thread), &task->pid);
	probe_read_kernel(&process, sizeof(process), &task->tgid);
	if (thread != process)
		return 0;
	event = ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->kind = ENDED;
	event->process = process;
	event->parent = 0;
	probe_read_kernel(&parent, sizeof(parent), &task->real_parent);
	probe_read_kernel(&event->parent, sizeof(event->parent), &parent->tgid);
	probe_read_kernel(&event->exit_code, sizeof(event->exit_code), &task->exit_code);
	probe_read_kernel_str(event->command, sizeof(event->command), task->comm);
	event->file[0] = 0;
	ringbuf_submit(event, 0);
	return 0;
}

char _license[] SEC("license") = "Dual MIT/GPL";
