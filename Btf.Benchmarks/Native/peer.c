/*
 * What Btf.Core is measured against, each a whole loop in one call so that no call overhead is charged to it:
 *
 *   limit_*   plain C that does the least there is to do: the speed of light of this machine
 *   libbpf_*  the same work through libbpf (left out when compiled with -DWITHOUT_LIBBPF)
 *
 * Each returns a checksum over what it read, and the other side must come to the same.
 *
 * Compiled with -DFIRST_ANSWER it is a program: FILE STRUCT MEMBER, which writes the checksum of the first answer through libbpf.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define KIND(info) ((info) >> 24 & 0x7f)
#define VLEN(info) ((info) & 0xffffff)

static const uint8_t fixed_size[32] = { 0, 16, 12, 24, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 16, 12, 12, 16, 12, 12 };
static const uint8_t element_size[32] = { 0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12 };

struct view {
	const char *data;
	uint64_t size;
	const char *types;
	uint64_t type_length;
	const char *strings;
	uint64_t string_length;
	uint32_t *offsets; /* by type id, from 1 */
	uint64_t count;
	uint32_t *slots; /* the table of names: an id, and above it as much of the hash as fits */
	int slot_bits;
	int id_bits;
};

/*
 * Each opening starts with fresh pages, as in a process that opens once. By itself glibc keeps a large block that is freed, and the next opening finds its
 * pages in place; to name the threshold turns that off.
 */
__attribute__((constructor)) static void give_large_blocks_back(void)
{
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

/* One chain over all records: sizes checked against the section, nothing else. */
static int64_t scan(const char *types, uint64_t length, uint32_t *offsets)
{
	uint64_t at = 0;
	int64_t count = 0;

	while (at < length) {
		uint32_t info;
		uint64_t size;

		if (length - at < 12)
			return -1;
		memcpy(&info, types + at + 4, sizeof(info));
		if (KIND(info) >= 32 || !fixed_size[KIND(info)])
			return -1;
		size = fixed_size[KIND(info)] + (uint64_t)element_size[KIND(info)] * VLEN(info);
		if (size > length - at)
			return -1;
		offsets[count++] = at;
		at += size;
	}
	return count;
}

void limit_close(struct view *view)
{
	if (!view)
		return;
	munmap((void *)view->data, view->size);
	free(view->offsets);
	free(view->slots);
	free(view);
}

/* Maps a file of native byte order and indexes it. */
struct view *limit_open(const char *path)
{
	struct view *view = calloc(1, sizeof(*view));
	const uint32_t *header;
	struct stat status;
	int64_t count = -1;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0 || fstat(file, &status)) {
		free(view);
		return NULL;
	}
	view->size = status.st_size;
	view->data = mmap(NULL, view->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
	close(file);
	if (view->data == MAP_FAILED) {
		free(view);
		return NULL;
	}
	header = (const uint32_t *)view->data;
	if (view->size < 24 || (uint16_t)header[0] != 0xeb9f || (uint64_t)header[1] + header[2] + header[3] > view->size ||
	    (uint64_t)header[1] + header[4] + header[5] > view->size) {
		limit_close(view);
		return NULL;
	}
	view->types = view->data + header[1] + header[2];
	view->type_length = header[3];
	view->strings = view->data + header[1] + header[4];
	view->string_length = header[5];
	view->offsets = malloc((view->type_length / 12 + 1) * sizeof(uint32_t));
	if (view->offsets)
		count = scan(view->types, view->type_length, view->offsets + 1);
	if (count < 0) {
		limit_close(view);
		return NULL;
	}
	view->count = count;
	return view;
}

uint64_t limit_count(const struct view *view)
{
	return view->count;
}

/* Opens a file so many times. A split is indexed as any other: only what reads its ids and names needs the base. */
uint64_t limit_open_split(const struct view *base, const char *path, int64_t times)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < times; i++) {
		struct view *split = limit_open(path);

		sum += split ? split->count : 0;
		limit_close(split);
	}
	return sum;
}

/* Calls visit with the path of each file in a folder but vmlinux. */
static uint64_t for_modules(const char *folder, uint64_t (*visit)(void *, const char *), void *base)
{
	DIR *opened = opendir(folder);
	struct dirent *entry;
	uint64_t sum = 0;

	while (opened && (entry = readdir(opened))) {
		char path[4096];

		if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "vmlinux"))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		sum += visit(base, path);
	}
	if (opened)
		closedir(opened);
	return sum;
}

struct opened {
	void *of[4096];
	int64_t count;
	void *base;
};

static uint64_t limit_add(void *context, const char *path)
{
	struct opened *all = context;
	struct view *view = all->count < 4096 ? limit_open(path) : NULL;

	if (!view)
		return 0;
	all->of[all->count++] = view;
	return view->count;
}

/* Opens vmlinux and every module in a folder, all of them held at once. */
uint64_t limit_open_collection(const char *folder)
{
	struct opened all = { .count = 0 };
	char path[4096];
	uint64_t sum;

	snprintf(path, sizeof(path), "%s/vmlinux", folder);
	sum = limit_add(&all, path) + for_modules(folder, limit_add, &all);
	while (all.count)
		limit_close(all.of[--all.count]);
	return sum;
}

static inline const uint32_t *record(const struct view *view, uint32_t id)
{
	return (const uint32_t *)(view->types + view->offsets[id]);
}

uint64_t limit_resolve(const struct view *view, const uint32_t *ids, int64_t count)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < count; i++) {
		const uint32_t *t = record(view, ids[i]);

		sum += (uint64_t)t[0] + KIND(t[1]) + VLEN(t[1]) + t[2];
	}
	return sum;
}

uint64_t limit_names(const struct view *view, const uint32_t *ids, int64_t count)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < count; i++)
		sum += strlen(view->strings + record(view, ids[i])[0]);
	return sum;
}

/* Every word of every type, member, value, parameter and section entry. */
static inline uint64_t read_record(const uint32_t *t)
{
	uint32_t info = t[1], flag = info >> 31, vlen = VLEN(info);
	uint64_t sum = (uint64_t)t[0] + KIND(info) + t[2];
	const uint32_t *e = t + 3;

	switch (KIND(info)) {
	case 4:
	case 5:
		for (uint32_t i = 0; i < vlen; i++, e += 3)
			sum += (uint64_t)e[0] + e[1] + (flag ? (e[2] & 0xffffff) + (e[2] >> 24) : e[2]);
		break;
	case 6:
		for (uint32_t i = 0; i < vlen; i++, e += 2)
			sum += e[0] + (flag ? (uint64_t)(int32_t)e[1] : e[1]);
		break;
	case 13:
		for (uint32_t i = 0; i < vlen; i++, e += 2)
			sum += (uint64_t)e[0] + e[1];
		break;
	case 15:
		for (uint32_t i = 0; i < vlen; i++, e += 3)
			sum += (uint64_t)e[0] + e[1] + e[2];
		break;
	case 19:
		for (uint32_t i = 0; i < vlen; i++, e += 3)
			sum += e[0] + ((uint64_t)e[2] << 32 | e[1]);
		break;
	}
	return sum;
}

uint64_t limit_read_everything(const struct view *view)
{
	uint64_t sum = 0;

	for (uint32_t id = 1; id <= view->count; id++)
		sum += read_record(record(view, id));
	return sum;
}

static inline int has_target(uint32_t kind)
{
	return 0x65f04u >> kind & 1;
}

uint64_t limit_walk_chains(const struct view *view)
{
	uint64_t sum = 0;

	for (uint32_t id = 1; id <= view->count; id++) {
		uint32_t at = id;

		for (;;) {
			const uint32_t *t = record(view, at);

			sum += at;
			if (!has_target(KIND(t[1])))
				break;
			at = t[2];
			if (!at)
				break;
		}
	}
	return sum;
}

static inline uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t word64(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

static inline uint64_t word32(const char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

static inline uint64_t hash_name(const char *name, uint64_t length)
{
	const uint64_t seed = 0x9e3779b97f4a7c15;
	uint64_t a = 0, b = 0, state = ~seed ^ length, at = 0;

	if (length >= 8) {
		for (; length - at > 16; at += 16)
			state = fold(word64(name + at) ^ seed, word64(name + at + 8) ^ state);
		a = word64(length - at > 8 ? name + at : name + length - 8);
		b = word64(name + length - 8);
	} else if (length >= 4) {
		a = word32(name);
		b = word32(name + length - 4);
	} else if (length) {
		a = (uint64_t)(uint8_t)name[0] << 16 | (uint64_t)(uint8_t)name[length >> 1] << 8 | (uint8_t)name[length - 1];
	}
	return fold(a ^ seed, b ^ state);
}

/*
 * Open addressing, half full, every named type in the order of ids. It does not do what a reader of unknown input must: the seed of the hash is known
 * beforehand, many types of one name make long runs of slots, and a name with a zero byte in it is not told from one that ends there.
 */
int limit_build_names(struct view *view)
{
	uint64_t named = 0, mask;

	for (uint32_t id = 1; id <= view->count; id++)
		named += record(view, id)[0] != 0;
	view->slot_bits = 1;
	while (1ull << view->slot_bits < named * 2)
		view->slot_bits++;
	view->id_bits = 1;
	while (1ull << view->id_bits <= view->count)
		view->id_bits++;
	free(view->slots);
	view->slots = calloc(1ull << view->slot_bits, sizeof(uint32_t));
	if (!view->slots)
		return -1;
	mask = (1ull << view->slot_bits) - 1;
	for (uint32_t id = 1; id <= view->count; id++) {
		const char *name = view->strings + record(view, id)[0];
		uint64_t length, hash, at;

		if (!record(view, id)[0])
			continue;
		length = strlen(name);
		hash = hash_name(name, length);
		at = hash >> (64 - view->slot_bits);
		while (view->slots[at])
			at = (at + 1) & mask;
		view->slots[at] = id | (uint32_t)hash << view->id_bits;
	}
	return 0;
}

/* The first id of each name; 0 for one that there is not. */
uint64_t limit_find(const struct view *view, const char *const *names, const uint64_t *lengths, int64_t count)
{
	uint64_t sum = 0, mask = (1ull << view->slot_bits) - 1;
	uint32_t id_mask = (1u << view->id_bits) - 1;

	for (int64_t i = 0; i < count; i++) {
		uint64_t hash = hash_name(names[i], lengths[i]);
		uint64_t at = hash >> (64 - view->slot_bits);
		uint32_t tag = (uint32_t)hash << view->id_bits, slot;

		for (; (slot = view->slots[at]); at = (at + 1) & mask) {
			uint32_t offset;

			if ((slot & ~id_mask) != tag)
				continue;
			offset = record(view, slot & id_mask)[0];
			if (offset + lengths[i] < view->string_length &&
			    !memcmp(view->strings + offset, names[i], lengths[i]) && !view->strings[offset + lengths[i]]) {
				sum += slot & id_mask;
				break;
			}
		}
	}
	return sum;
}

#ifndef WITHOUT_LIBBPF

#include <bpf/btf.h>
#include <bpf/libbpf.h>

static int silent(enum libbpf_print_level level, const char *format, va_list args)
{
	return 0;
}

void *libbpf_open(const char *path)
{
	libbpf_set_print(silent);
	return btf__parse_raw(path);
}

/* What prints values of an object, made when it first does. */
static struct btf_dump *value_dump;
static const void *value_owner;

/* A module over an object, opened when it is first distilled. */
static struct btf *module;
static const void *module_base;

void libbpf_close(void *btf)
{
	if (value_owner == btf) {
		btf_dump__free(value_dump);
		value_dump = NULL;
		value_owner = NULL;
	}
	if (module_base == btf) {
		btf__free(module);
		module = NULL;
		module_base = NULL;
	}
	btf__free(btf);
}

uint64_t libbpf_count(const void *btf)
{
	return btf__type_cnt(btf) - 1;
}

uint64_t libbpf_version(void)
{
	return libbpf_major_version() * 1000 + libbpf_minor_version();
}

uint64_t libbpf_open_split(void *base, const char *path, int64_t times)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < times; i++) {
		struct btf *split = btf__parse_raw_split(path, base);

		sum += split ? btf__type_cnt(split) - btf__type_cnt(base) : 0;
		btf__free(split);
	}
	return sum;
}

static uint64_t libbpf_add(void *context, const char *path)
{
	struct opened *all = context;
	struct btf *split = all->count < 4096 ? btf__parse_raw_split(path, all->base) : NULL;

	if (!split)
		return 0;
	all->of[all->count++] = split;
	return btf__type_cnt(split) - btf__type_cnt(all->base);
}

uint64_t libbpf_open_collection(const char *folder)
{
	struct opened all = { .count = 0 };
	char path[4096];
	uint64_t sum;

	snprintf(path, sizeof(path), "%s/vmlinux", folder);
	all.base = libbpf_open(path);
	if (!all.base)
		return 0;
	sum = libbpf_count(all.base) + for_modules(folder, libbpf_add, &all);
	while (all.count)
		btf__free(all.of[--all.count]);
	btf__free(all.base);
	return sum;
}

uint64_t libbpf_resolve(const void *btf, const uint32_t *ids, int64_t count)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < count; i++) {
		const struct btf_type *t = btf__type_by_id(btf, ids[i]);

		sum += (uint64_t)t->name_off + btf_kind(t) + btf_vlen(t) + t->size;
	}
	return sum;
}

uint64_t libbpf_names(const void *btf, const uint32_t *ids, int64_t count)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < count; i++)
		sum += strlen(btf__name_by_offset(btf, btf__type_by_id(btf, ids[i])->name_off));
	return sum;
}

uint64_t libbpf_read_everything(const void *btf)
{
	uint64_t sum = 0;
	uint32_t end = btf__type_cnt(btf);

	for (uint32_t id = 1; id < end; id++)
		sum += read_record((const uint32_t *)btf__type_by_id(btf, id));
	return sum;
}

uint64_t libbpf_walk_chains(const void *btf)
{
	uint64_t sum = 0;
	uint32_t end = btf__type_cnt(btf);

	for (uint32_t id = 1; id < end; id++) {
		uint32_t at = id;

		for (;;) {
			const struct btf_type *t = btf__type_by_id(btf, at);

			sum += at;
			if (!has_target(btf_kind(t)))
				break;
			at = t->type;
		}
	}
	return sum;
}

/* Of every type; one without counts as 0. */
uint64_t libbpf_size_all(const void *btf)
{
	uint64_t sum = 0;
	uint32_t end = btf__type_cnt(btf);

	for (uint32_t id = 1; id < end; id++) {
		int64_t size = btf__resolve_size(btf, id);

		sum += size < 0 ? 0 : size;
	}
	return sum;
}

/* Of every type; one without counts as 0. */
uint64_t libbpf_align_all(const void *btf)
{
	uint64_t sum = 0;
	uint32_t end = btf__type_cnt(btf);

	for (uint32_t id = 1; id < end; id++) {
		int align = btf__align_of(btf, id);

		sum += align < 0 ? 0 : align;
	}
	return sum;
}

/* By name, of any kind that has it: libbpf scans. */
uint64_t libbpf_find(const void *btf, const char *name)
{
	int32_t id = btf__find_by_name(btf, name);

	return id < 0 ? 0 : id;
}

/* A type past typedefs and qualifiers, if that is a structure or a union. */
static const struct btf_type *composite(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(btf, id);

	while (t && (btf_is_mod(t) || btf_is_typedef(t)))
		t = btf__type_by_id(btf, t->type);
	return t && btf_is_composite(t) ? t : NULL;
}

/* A member by name, also one of an anonymous member. Its offset is added. */
static const struct btf_member *find_member(const struct btf *btf, const struct btf_type *t, const char *name, size_t length, uint64_t *offset)
{
	const struct btf_member *member = btf_members(t);

	for (uint32_t i = 0; i < btf_vlen(t); i++, member++) {
		const char *own = btf__name_by_offset(btf, member->name_off);

		if (*own) {
			if (!strncmp(own, name, length) && !own[length]) {
				*offset += btf_member_bit_offset(t, i);
				return member;
			}
		} else {
			const struct btf_type *inner = composite(btf, member->type);
			uint64_t at = *offset + btf_member_bit_offset(t, i);
			const struct btf_member *found = inner ? find_member(btf, inner, name, length, &at) : NULL;

			if (found) {
				*offset = at;
				return found;
			}
		}
	}
	return NULL;
}

/* The offset of the member at the end of each path ("a.b.c"), from the structure that the path starts in. */
uint64_t libbpf_member_paths(const void *btf, const uint32_t *roots, const char *const *paths, int64_t count)
{
	uint64_t sum = 0;

	for (int64_t i = 0; i < count; i++) {
		const struct btf_type *t = composite(btf, roots[i]);
		const char *segment = paths[i];
		uint64_t offset = 0;

		while (t) {
			size_t length = strcspn(segment, ".");
			const struct btf_member *member = find_member(btf, t, segment, length, &offset);

			if (!member)
				break;
			if (!segment[length]) {
				sum += offset;
				break;
			}
			t = composite(btf, member->type);
			segment += length + 1;
		}
	}
	return sum;
}

/* A program's first question: opens a file, and asks for one structure by name and for one member's offset. */
uint64_t libbpf_first_answer(const char *path, const char *name, const char *member)
{
	struct btf *btf = libbpf_open(path);
	const struct btf_type *t;
	uint64_t answer = 0;
	int32_t id;

	if (!btf)
		return 0;
	id = btf__find_by_name_kind(btf, name, BTF_KIND_STRUCT);
	t = id > 0 ? btf__type_by_id(btf, id) : NULL;
	if (t && find_member(btf, t, member, strlen(member), &answer))
		answer += id;
	btf__free(btf);
	return answer;
}

/* Adds integers, pointers to them, and structures of two members; the input does not matter. */
uint64_t libbpf_add_types(const void *input)
{
	struct btf *btf = btf__new_empty();
	uint64_t count;
	char name[32];

	(void)input;
	for (int i = 0; i < 20000; i++) {
		int number, pointer;

		snprintf(name, sizeof(name), "int_%d", i);
		number = btf__add_int(btf, name, 4, BTF_INT_SIGNED);
		pointer = btf__add_ptr(btf, number);
		snprintf(name, sizeof(name), "struct_%d", i);
		btf__add_struct(btf, name, 16);
		btf__add_field(btf, "number", number, 0, 0);
		btf__add_field(btf, "pointer", pointer, 64, 0);
	}
	count = btf__type_cnt(btf) - 1;
	btf__free(btf);
	return count;
}

uint64_t libbpf_append_twice(const void *input)
{
	struct btf *btf = btf__new_empty();
	uint64_t count;

	btf__add_btf(btf, input);
	btf__add_btf(btf, input);
	count = btf__type_cnt(btf) - 1;
	btf__free(btf);
	return count;
}

/* What the next call changes: a new object with the input in it, so often. */
static struct btf *prepared;

uint64_t libbpf_prepare(const void *btf, int64_t times)
{
	btf__free(prepared);
	prepared = btf__new_empty();
	while (times-- > 0)
		if (btf__add_btf(prepared, btf) < 0)
			return 0;
	return btf__type_cnt(prepared) - 1;
}

uint64_t libbpf_append(const void *btf)
{
	return btf__add_btf(prepared, btf) < 0 ? 0 : btf__type_cnt(prepared) - 1;
}

uint64_t libbpf_dedup(const void *btf)
{
	(void)btf;
	return btf__dedup(prepared, NULL) ? 0 : btf__type_cnt(prepared) - 1;
}

#if LIBBPF_MAJOR_VERSION > 1 || LIBBPF_MINOR_VERSION >= 7

uint64_t libbpf_permute(const void *btf, const uint32_t *ids, int64_t count)
{
	(void)btf;
	return btf__permute(prepared, (uint32_t *)ids, count, NULL) ? 0 : count - 1;
}

static int by_name(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	int order = strcmp(btf__name_by_offset(prepared, btf__type_by_id(prepared, a)->name_off),
			   btf__name_by_offset(prepared, btf__type_by_id(prepared, b)->name_off));

	return order ? order : a < b ? -1 : 1;
}

uint64_t libbpf_sort_by_name(const void *btf)
{
	uint32_t count = btf__type_cnt(prepared);
	uint32_t *order = malloc(count * sizeof(*order));
	uint32_t *ids = calloc(count, sizeof(*ids));
	uint64_t answer = 0;

	(void)btf;
	for (uint32_t id = 1; id < count; id++)
		order[id] = id;
	qsort(order + 1, count - 1, sizeof(*order), by_name);
	for (uint32_t place = 1; place < count; place++)
		ids[order[place]] = place;
	if (!btf__permute(prepared, ids, count, NULL))
		answer = count - 1;
	free(ids);
	free(order);
	return answer;
}

#endif

#if LIBBPF_MAJOR_VERSION > 1 || LIBBPF_MINOR_VERSION >= 5

uint64_t libbpf_distill(void *base, const char *path, int64_t times)
{
	uint64_t types = 0;

	if (module_base != base) {
		btf__free(module);
		module = btf__parse_split(path, base);
		module_base = base;
	}
	while (times-- > 0) {
		struct btf *distilled, *split;

		if (btf__distill_base(module, &distilled, &split))
			return 0;
		types += btf__type_cnt(split) - 1;
		btf__free(split);
		btf__free(distilled);
	}
	return types;
}

#endif

static void count(void *context, const char *format, va_list args)
{
	char text[64];

	/* A longer one is counted in full as well. */
	*(uint64_t *)context += vsnprintf(text, sizeof(text), format, args);
}

/* Every type as C, into nothing. libbpf versions differ in a few characters, so the answer is how many types there are. */
uint64_t libbpf_dump_c(const void *btf)
{
	uint64_t written = 0;
	uint32_t end = btf__type_cnt(btf);
	struct btf_dump *dump = btf_dump__new(btf, count, &written, NULL);

	if (!dump)
		return 0;
	for (uint32_t id = 1; id < end; id++)
		if (btf_dump__dump_type(dump, id))
			end = 0;
	btf_dump__free(dump);
	return written ? end - 1 : 0;
}

static void take(void *context, const char *format, va_list args)
{
	vsnprintf(context, 256, format, args);
}

/* A value as text, through a dumper that is made once. The answer is the size: texts differ where libbpf is wrong. */
uint64_t libbpf_print_value(const void *btf, uint32_t id, const void *data, int64_t size)
{
	static char text[256];

	if (value_owner != btf) {
		btf_dump__free(value_dump);
		value_dump = btf_dump__new(btf, take, text, NULL);
		value_owner = btf;
	}
	return value_dump ? btf_dump__dump_type_data(value_dump, id, data, size, NULL) : 0;
}

/* Fits an object to a kernel's types, and loads it: libbpf has no step that only relocates. The sum is over its instructions. */
uint64_t libbpf_relocate(const char *object, const char *kernel)
{
	struct bpf_object_open_opts options = { .sz = sizeof(options), .btf_custom_path = kernel };
	struct bpf_object *opened;
	uint64_t sum = 0;

	libbpf_set_print(silent);
	opened = bpf_object__open_file(object, &options);
	if (opened && !bpf_object__load(opened)) {
		struct bpf_program *program = bpf_object__next_program(opened, NULL);
		const uint8_t *code = (const uint8_t *)bpf_program__insns(program);

		for (size_t i = 0; code && i < bpf_program__insn_cnt(program) * sizeof(struct bpf_insn); i++)
			sum += code[i];
	}
	bpf_object__close(opened);
	return sum;
}

#ifdef FIRST_ANSWER

int main(int count, char **args)
{
	if (count != 4)
		return 2;
	printf("%llu\n", (unsigned long long)libbpf_first_answer(args[1], args[2], args[3]));
	return 0;
}

#endif

#endif
