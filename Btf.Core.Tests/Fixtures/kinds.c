/* Every BTF kind that clang writes for the BPF target, each kept alive by a global or a function. */

#define tag(text) __attribute__((btf_decl_tag(text)))
#define type_tag(text) __attribute__((btf_type_tag(text)))
#define section(name) __attribute__((section(name)))
#define noinline __attribute__((noinline))

struct scalars {
	_Bool flag;
	char letter;
	unsigned char octet;
	short small;
	int number;
	unsigned int count;
	long long big;
	unsigned __int128 huge;
	float half;
	double whole;
};

struct bits {
	int sign : 1;
	unsigned int low : 3, : 4, high : 12;
	unsigned long long wide : 40;
	_Bool last : 1;
};

enum positive { NOTHING, ONE, MOST = 0xffffffffu };
enum negative { LEAST = -2147483647 - 1, MINUS = -1, PLUS = 1 };
enum positive64 { ZERO64, MOST64 = 0xffffffffffffffffull };
enum negative64 { LEAST64 = -9223372036854775807ll - 1, PLUS64 = 1ll << 40 };

struct absent;
union missing;

typedef int number_t;
typedef number_t alias_t;
typedef int row_t[4];
typedef row_t table_t[3];
typedef int (*printer_t)(const char *format, ...);
typedef void (*callback_t)(void);

union value {
	long long number;
	double real;
	void *pointer;
	char text[16];
};

struct node {
	struct node *next;
	struct absent *hidden;
	union missing *lost;
	struct {
		int x;
		union {
			int y;
			struct {
				short first, second;
			};
		};
	};
	struct {
		int inside;
	} named[2];
	union value value;
	printer_t print;
	int (*compare)(const struct node *, const struct node *);
	enum { IDLE, BUSY } state;
	table_t table;
	int grid[2][3][4];
	const volatile int *restrict guarded;
	int checked tag("member");
	int type_tag("user") *borrowed;
	int tail[];
} tag("struct");

typedef int tagged_t tag("typedef");

struct scalars scalars;
struct bits bits;
enum positive positive;
enum negative negative;
enum positive64 positive64;
enum negative64 negative64;
alias_t alias;
tagged_t tagged tag("variable");
callback_t callback;
struct node *head;
const int fixed = 5;
static volatile int hidden_counter = 1;
char text[] section(".data.text") = "text";
extern const int outside section(".kconfig");
extern int helper(struct node *node, int count) section(".ksyms");

static noinline int inner(struct node *node, const volatile int *restrict limit)
{
	return node->x + *limit + hidden_counter;
}

noinline tag("function") int outer(struct node *node tag("parameter"), long long count)
{
	return (int)count + (node ? node->y : 0);
}

section("tc") int program(struct node *node)
{
	volatile int limit = 3;

	hidden_counter++;
	return inner(node, (const volatile int *)&limit) + outer(node, 2) + helper(node, outside);
}

char license_text[] section("license") = "Dual MIT/GPL";
