/*
 * What goes wrong around one file of a process, preloaded into it. BTF_FAULT_FILE is the file's path; BTF_FAULT has the faults, by letters:
 *   r  its mapping is refused
 *   s  its reads are interrupted, and give few bytes at a time
 *   t  it is truncated once it is mapped, or was read from for the first time
 * Two more concern the whole process:
 *   f  nothing anonymous can be mapped over what is there
 *   v  there are no new addresses, for the file or for anything else, once the file BTF_FAULT_TRIGGER exists
 * The first fault of each sort says its letter on standard error.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FEW 7

static int has(char fault, int fd)
{
	const char *faults = getenv("BTF_FAULT"), *file = getenv("BTF_FAULT_FILE");
	char link[32], path[4096];
	ssize_t length;

	if (fd < 0 || !faults || !file || !strchr(faults, fault))
		return 0;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	if (length < 0)
		return 0;
	path[length] = 0;
	return strcmp(path, file) == 0;
}

static int happens(char fault, int fd)
{
	static char said[128];

	if (!has(fault, fd))
		return 0;
	if (!said[(int)fault] && write(STDERR_FILENO, &fault, 1) != 1)
		abort();
	said[(int)fault] = 1;
	return 1;
}

static int set(char fault)
{
	const char *faults = getenv("BTF_FAULT");

	return faults && strchr(faults, fault);
}

static int is_full(void)
{
	const char *trigger = getenv("BTF_FAULT_TRIGGER");

	return set('v') && trigger && access(trigger, F_OK) == 0;
}

static void truncate_target(int fd)
{
	if (happens('t', fd) && truncate(getenv("BTF_FAULT_FILE"), 0))
		abort();
}

ssize_t pread64(int fd, void *buffer, size_t count, off64_t offset)
{
	static int calls;
	ssize_t done;

	if (happens('s', fd)) {
		if (calls++ % 3 == 0) {
			errno = EINTR;
			return -1;
		}
		if (count > FEW)
			count = FEW;
	}
	done = syscall(SYS_pread64, fd, buffer, count, offset);
	truncate_target(fd);
	return done;
}

ssize_t pread(int fd, void *buffer, size_t count, off_t offset)
{
	return pread64(fd, buffer, count, offset);
}

static void *faulty_mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
	void *mapping;

	if (happens('r', fd)) {
		errno = ENODEV;
		return MAP_FAILED;
	}
	if (flags & MAP_FIXED ? fd < 0 && set('f') : is_full()) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	mapping = mmap(address, length, protection, flags, fd, offset);
	truncate_target(fd);
	return mapping;
}

/* The runtime asks the C library itself for what is imported from it. */
void *dlsym(void *handle, const char *name)
{
	static void *(*real)(void *, const char *);

	if (!real) {
		static const char *const versions[] = { "GLIBC_2.34", "GLIBC_2.2.5", "GLIBC_2.17" };
		size_t i;

		for (i = 0; i < sizeof(versions) / sizeof(*versions) && !real; i++)
			real = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
	}
	return strcmp(name, "mmap") == 0 ? (void *)faulty_mmap : strcmp(name, "pread") == 0 ? (void *)pread : real(handle, name);
}
