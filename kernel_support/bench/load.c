// SPDX-License-Identifier: GPL-2.0
/*
 * load C.ko CXX.ko: what loading and unloading each of two modules costs, from
 * system call to return. Runs in the guest, with bench.ko loaded.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define WARM_UP 3  /* rounds that do not count */
#define STABLE 100 /* so many rounds without a smaller number are enough */
#define LIMIT 1000 /* rounds after which they must be */

enum { LOAD, UNLOAD, STEPS };

struct module {
	void *image;
	size_t size;
	char name[64];
	uint64_t least[STEPS];
};

static int clock_file;

static void fail(const char *what)
{
	printf("failed load: ");
	fflush(stdout);
	perror(what);
	exit(1);
}

static uint64_t now(void)
{
	uint64_t value;

	if (read(clock_file, &value, sizeof(value)) != sizeof(value))
		fail("/proc/bench_clock");
	return value;
}

static void open_module(struct module *module, const char *path)
{
	int file = open(path, O_RDONLY);
	const char *base = strrchr(path, '/');

	if (file < 0)
		fail(path);
	base = base ? base + 1 : path;
	snprintf(module->name, sizeof(module->name), "%.*s", (int)strcspn(base, "."), base);
	module->size = lseek(file, 0, SEEK_END);
	module->image = malloc(module->size);
	if (!module->image || pread(file, module->image, module->size, 0) != (ssize_t)module->size)
		fail(path);
	close(file);
	memset(module->least, 0xff, sizeof(module->least));
}

/* The cost of each step, in instructions; whether one is smaller than before. */
static int measure(struct module *module, int counts)
{
	uint64_t begin = now(), between = now(), loaded, unloaded, cost[STEPS];
	int smaller = 0, step;

	/* Between two readings of the clock lies a reading of the clock. */
	uint64_t empty = between - begin;

	begin = now();
	if (syscall(SYS_init_module, module->image, module->size, ""))
		fail("init_module");
	loaded = now();
	if (syscall(SYS_delete_module, module->name, O_NONBLOCK))
		fail("delete_module");
	unloaded = now();
	cost[LOAD] = loaded - begin - empty;
	cost[UNLOAD] = unloaded - loaded - empty;
	for (step = 0; counts && step < STEPS; step++)
		if (cost[step] < module->least[step]) {
			module->least[step] = cost[step];
			smaller = 1;
		}
	return smaller;
}

int main(int argc, char **argv)
{
	struct module modules[2];
	int round, stable = 0;

	clock_file = open("/proc/bench_clock", O_RDONLY);
	if (argc != 3 || clock_file < 0)
		fail("usage: insmod bench.ko; load C.ko CXX.ko");
	open_module(&modules[0], argv[1]);
	open_module(&modules[1], argv[2]);
	for (round = 0; stable < STABLE && round < LIMIT; round++) {
		int counts = round >= WARM_UP;

		/* They take turns at being the first. */
		int smaller = measure(&modules[round % 2], counts);

		smaller |= measure(&modules[!(round % 2)], counts);
		stable = smaller || !counts ? 0 : stable + 1;
	}
	if (stable < STABLE)
		printf("failed load: does not become stable\n");
	printf("row module_load instructions 1 %llu %llu load the minimal module\n",
	       (unsigned long long)modules[0].least[LOAD],
	       (unsigned long long)modules[1].least[LOAD]);
	printf("row module_unload instructions 1 %llu %llu unload the minimal module\n",
	       (unsigned long long)modules[0].least[UNLOAD],
	       (unsigned long long)modules[1].least[UNLOAD]);
	return 0;
}
