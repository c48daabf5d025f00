/*
 * 96 CO-RE relocations: offset, size and existence of 32 members that all kernels of the last years have.
 *
 *   clang -target bpf -mcpu=v2 -g -O2 -fdebug-prefix-map="$PWD"=. -c relocations.bpf.c -o relocations.bpf.o && llvm-strip -g relocations.bpf.o
 */
typedef unsigned long long u64;

#define CORE __attribute__((preserve_access_index))
#define SIZE 1
#define EXISTS 2
#define READ(root, member) \
	sum = sum * 31 + (u64)&root->member; \
	sum = sum * 31 + __builtin_preserve_field_info(root->member, SIZE); \
	sum = sum * 31 + __builtin_preserve_field_info(root->member, EXISTS);

struct list_head { struct list_head *next, *prev; } CORE;
struct nsproxy { void *uts_ns; void *mnt_ns; void *net_ns; } CORE;
struct cred { int usage; void *user_ns; void *security; } CORE;
struct file { void *private_data; unsigned int f_flags; void *f_mapping; } CORE;
struct inode { unsigned short i_mode; unsigned long i_ino; void *i_sb; unsigned int i_flags; } CORE;
struct net_device { char name[16]; int ifindex; unsigned int mtu; unsigned short type; } CORE;
struct sk_buff { unsigned int len; unsigned int data_len; void *head; void *data; unsigned int truesize; } CORE;
struct task_struct {
	int pid;
	int tgid;
	int prio;
	int exit_code;
	char comm[16];
	void *mm;
	void *stack;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	struct list_head tasks;
	struct nsproxy *nsproxy;
	const struct cred *cred;
	u64 start_time;
} CORE;

__attribute__((section("raw_tp/sched_process_exit"), used))
u64 relocations(u64 *arguments)
{
	struct task_struct *task = (void *)arguments[0];
	struct sk_buff *skb = (void *)arguments[1];
	struct inode *inode = (void *)arguments[2];
	struct net_device *device = (void *)arguments[3];
	struct file *file = (void *)arguments[4];
	struct nsproxy *proxy = (void *)arguments[5];
	struct cred *cred = (void *)arguments[6];
	u64 sum = 0;

	READ(task, pid)
	READ(task, tgid)
	READ(task, prio)
	READ(task, exit_code)
	READ(task, comm)
	READ(task, mm)
	READ(task, stack)
	READ(task, real_parent)
	READ(task, group_leader)
	READ(task, tasks.next)
	READ(task, nsproxy)
	READ(task, cred)
	READ(task, start_time)
	READ(skb, len)
	READ(skb, data_len)
	READ(skb, head)
	READ(skb, data)
	READ(skb, truesize)
	READ(inode, i_mode)
	READ(inode, i_ino)
	READ(inode, i_sb)
	READ(inode, i_flags)
	READ(device, name)
	READ(device, ifindex)
	READ(device, mtu)
	READ(device, type)
	READ(file, private_data)
	READ(file, f_flags)
	READ(file, f_mapping)
	READ(proxy, uts_ns)
	READ(proxy, net_ns)
	READ(cred, user_ns)
	return sum;
}

char _license[] __attribute__((section("license"), used)) = "Dual MIT/GPL";
