/* A miniature of a kernel's types, for machines without such a kernel. The names are Linux's, so that the documentation's questions have answers. */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long size_t;
typedef _Bool bool;

struct list_head {
	struct list_head *next;
	struct list_head *prev;
};

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	atomic_t refs;
} refcount_t;

enum skb_drop_reason {
	SKB_NOT_DROPPED_YET,
	SKB_CONSUMED,
	SKB_DROP_REASON_NOT_SPECIFIED,
	SKB_DROP_REASON_NO_SOCKET,
};

enum tcp_state {
	TCP_ESTABLISHED = 1,
	TCP_SYN_SENT,
	TCP_LISTEN = 10,
};

struct net_device {
	char name[16];
	u32 ifindex;
	u32 mtu;
	struct list_head entry;
};

struct sock;

struct sk_buff {
	union {
		struct {
			struct sk_buff *next;
			struct sk_buff *prev;
			struct net_device *dev;
		};
		struct list_head list;
	};
	struct sock *sk;
	char cb[48];
	u32 len;
	u32 data_len;
	u16 mac_len;
	u8 cloned : 1;
	u8 nohdr : 1;
	u8 fclone : 2;
	bool active;
	u8 *head;
	u8 *data;
	u32 truesize;
	refcount_t users;
	void (*destructor)(struct sk_buff *skb);
};

struct sock {
	u16 family;
	volatile u8 state;
	refcount_t refcnt;
	struct {
		struct sk_buff *head;
		struct sk_buff *tail;
		u32 length;
	} queue;
	void (*data_ready)(struct sock *sk);
};

struct msghdr {
	const void *name;
	int namelen;
	u32 flags;
};

struct sched_entity {
	u64 vruntime;
	u64 exec_start;
	bool on_rq;
};

struct mm_struct {
	u64 *pgd;
	refcount_t users;
};

struct task_struct {
	u32 state;
	int prio;
	struct sched_entity se;
	struct mm_struct *mm;
	int pid;
	char comm[16];
	struct list_head tasks;
};

struct task_struct init_task;
struct sk_buff spare_skb;
struct sock spare_sock;
struct net_device loopback;
struct mm_struct init_mm;
enum tcp_state last_state;

void kfree_skb_reason(struct sk_buff *skb, enum skb_drop_reason reason)
{
	if (skb->destructor)
		skb->users.refs.counter -= (int)reason;
}

int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size)
{
	return sk->state == TCP_ESTABLISHED && msg->namelen ? (int)size : -1;
}

struct sk_buff *skb_clone(struct sk_buff *skb, u32 priority)
{
	return priority ? skb : skb->next;
}
