// SPDX-License-Identifier: GPL-2.0
/*
 * Measures the operations of both languages: reading /proc/bench does it.
 *
 * Made for QEMU's -icount shift=0, where the clock advances by one for each
 * instruction. The smallest of many measurements is the one that no timer
 * interrupt and no other thread fell into.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/timex.h>
#include <linux/uaccess.h>

#include "bench.h"

#define CALLS 100    /* of an operation in one measurement, at most */
#define LENGTH 50000 /* of a measurement in instructions: a small part of a timer tick */
#define WARM_UP 3    /* measurements that do not count */
#define STABLE 100   /* so many without a smaller one are enough */
#define LIMIT 3000   /* measurements after which the row is given up */

static const struct row {
	const char *name;
	const char *description;
	int operations; /* of a call; 0 for a row that is a size */
} rows[] = {
#define ROW(name, operations, description) { #name, description, operations },
#define SIZE(name, description) { #name, description, 0 },
#include "rows.h"
#undef ROW
#undef SIZE
};

static const bench_operation *registered[BENCH_LANGUAGES];

void bench_register(enum bench_language language, const bench_operation *operations)
{
	registered[language] = operations;
}
EXPORT_SYMBOL_GPL(bench_register);

void bench_unregister(enum bench_language language)
{
	registered[language] = NULL;
}
EXPORT_SYMBOL_GPL(bench_unregister);

int bench_c_number(int fail)
{
	return fail ? -EINVAL : 0;
}
EXPORT_SYMBOL_GPL(bench_c_number);

int *bench_c_pointer(int fail)
{
	static int number;

	return fail ? ERR_PTR(-EINVAL) : &number;
}
EXPORT_SYMBOL_GPL(bench_c_pointer);

void *bench_registers(void)
{
	static unsigned char page[BENCH_REGISTERS] __aligned(BENCH_REGISTERS);

	return page;
}
EXPORT_SYMBOL_GPL(bench_registers);

unsigned long bench_user_page(void)
{
	static struct mm_struct *owner;
	static unsigned long page;

	if (owner != current->mm) {
		page = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
			       MAP_ANONYMOUS | MAP_PRIVATE, 0);
		if (IS_ERR_VALUE(page))
			page = 0;
		owner = current->mm;
	}
	return page;
}
EXPORT_SYMBOL_GPL(bench_user_page);

int bench_reads(const char *path, int times)
{
	char __user *to = (char __user *)bench_user_page();
	struct file *file = filp_open(path, O_RDONLY, 0);
	int error = 0;

	if (IS_ERR(file))
		return PTR_ERR(file);
	while (!error && times--)
		if (file->f_op->read(file, to, sizeof(u64), NULL) != sizeof(u64))
			error = -EIO;
	filp_close(file, NULL);
	return error;
}
EXPORT_SYMBOL_GPL(bench_reads);

int bench_ioctls(const char *path, unsigned int number, int times)
{
	unsigned long argument = bench_user_page();
	struct file *file = filp_open(path, O_RDONLY, 0);
	int error = 0;

	if (IS_ERR(file))
		return PTR_ERR(file);
	while (!error && times--)
		error = file->f_op->unlocked_ioctl(file, number, argument);
	filp_close(file, NULL);
	return error;
}
EXPORT_SYMBOL_GPL(bench_ioctls);

static int nothing(void)
{
	return 0;
}

/* The one loop for both languages, and for the empty operation. */
static noinline u64 cost(bench_operation operation, unsigned int calls)
{
	u64 begin = get_cycles();

	do {
		operation();
		bench_hide(calls);
	} while (--calls);
	return get_cycles() - begin;
}

static void show_costs(struct seq_file *file, const struct row *row, bench_operation c,
		       bench_operation cxx)
{
	const bench_operation operations[] = { nothing, c, cxx };
	u64 least[] = { U64_MAX, U64_MAX, U64_MAX };
	int calls = 1, count = 0, stable = 0;

	while (stable < STABLE && count < LIMIT) {
		int i;

		stable++;
		for (i = 0; i < ARRAY_SIZE(operations); i++) {
			/* Each goes first as often as the others. */
			int which = (i + count) % ARRAY_SIZE(operations);
			u64 now = cost(operations[which], calls);

			if (now < least[which]) {
				least[which] = now;
				stable = 0;
			}
		}
		if (++count == WARM_UP) {
			calls = clamp_t(u64, LENGTH / least[1], 1, CALLS);
			memset(least, 0xff, sizeof(least));
		}
	}
	if (stable < STABLE)
		seq_printf(file, "failed %s does not become stable\n", row->name);
	seq_printf(file, "row %s instructions %d %lld %lld %s\n", row->name,
		   calls * row->operations, least[1] - least[0], least[2] - least[0],
		   row->description);
}

static int bench_show(struct seq_file *file, void *entry)
{
	const struct row *row = entry;
	bench_operation c, cxx;
	int c_result, cxx_result;

	if (!registered[BENCH_C] || !registered[BENCH_CXX])
		return -ENODEV;
	c = registered[BENCH_C][row - rows];
	cxx = registered[BENCH_CXX][row - rows];
	c_result = c();
	cxx_result = cxx();
	if (!row->operations)
		seq_printf(file, "row %s bytes 1 %d %d %s\n", row->name, c_result, cxx_result,
			   row->description);
	else if (c_result != cxx_result)
		seq_printf(file, "failed %s returns %d in C and %d in C++\n", row->name, c_result,
			   cxx_result);
	else
		show_costs(file, row, c, cxx);
	return 0;
}

static void *bench_start(struct seq_file *file, loff_t *position)
{
	return *position < ARRAY_SIZE(rows) ? (void *)&rows[*position] : NULL;
}

static void *bench_next(struct seq_file *file, void *entry, loff_t *position)
{
	++*position;
	return bench_start(file, position);
}

static void bench_stop(struct seq_file *file, void *entry)
{
}

static const struct seq_operations bench_rows = {
	.start = bench_start,
	.next = bench_next,
	.stop = bench_stop,
	.show = bench_show,
};

/* The clock for programs, at the least cost that a system call can have. */
static ssize_t clock_read(struct file *file, char __user *buffer, size_t size, loff_t *position)
{
	u64 now = get_cycles();

	if (size != sizeof(now) || put_user(now, (u64 __user *)buffer))
		return -EINVAL;
	return sizeof(now);
}

static const struct proc_ops clock_ops = {
	.proc_read = clock_read,
	.proc_lseek = default_llseek,
};

static int __init bench_init(void)
{
	if (!proc_create_seq("bench", 0400, NULL, &bench_rows))
		return -ENOMEM;
	if (!proc_create("bench_clock", 0400, NULL, &clock_ops)) {
		remove_proc_entry("bench", NULL);
		return -ENOMEM;
	}
	return 0;
}

static void __exit bench_exit(void)
{
	remove_proc_entry("bench_clock", NULL);
	remove_proc_entry("bench", NULL);
}

module_init(bench_init);
module_exit(bench_exit);
MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Measures operations in C and in C++");
MODULE_LICENSE("GPL");
