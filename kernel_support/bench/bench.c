// SPDX-License-Identifier: GPL-2.0
/*
 * Measures the operations of both languages: reading /proc/bench does it.
 *
 * Made for QEMU's -icount shift=0, where the clock advances by one for each
 * instruction. The smallest of many measurements is the one that no timer
 * interrupt and no other thread fell into.
 */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/mm.h>
#include <linux/miscdevice.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/timex.h>
#include <linux/uaccess.h>

#include <drm/drm.h>

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

/* It is there for what all misc devices have: their class. */
static const struct file_operations known_operations = {
	.owner = THIS_MODULE,
};

static struct miscdevice known = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bench_known",
	.fops = &known_operations,
};

static struct miscdevice *misc_device(const char *name)
{
	struct device *device = class_find_device_by_name(known.this_device->class, name);
	struct miscdevice *misc;

	if (!device)
		return NULL;
	misc = dev_get_drvdata(device);
	put_device(device);
	return misc;
}

int bench_opens(const char *path, int times)
{
	struct miscdevice *misc = misc_device(kbasename(path));
	struct file *file = filp_open(path, O_RDONLY, 0);
	struct inode *inode;
	int error = 0;

	if (IS_ERR(file))
		return PTR_ERR(file);
	inode = file_inode(file);
	while (!error && times--) {
		file->f_op->release(inode, file);
		file->private_data = misc;
		error = file->f_op->open(inode, file);
	}
	/* One that was not opened again stays, as nobody can close it. */
	if (!error)
		filp_close(file, NULL);
	return error;
}
EXPORT_SYMBOL_GPL(bench_opens);

static unsigned long argument_of(int call)
{
	return bench_user_page() + call * sizeof(((struct bench_call *)0)->argument);
}

static int call(struct file *file, const struct bench_call *calls, int which)
{
	return file->f_op->unlocked_ioctl(file, calls[which].number, argument_of(which));
}

static struct file *open_for(const char *path, const struct bench_call *calls, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (copy_to_user((void __user *)argument_of(i), calls[i].argument,
				 sizeof(calls[i].argument)))
			return ERR_PTR(-EFAULT);
	return filp_open(path, O_RDWR, 0);
}

int bench_calls(const char *path, const struct bench_call *calls, int count, int rounds)
{
	struct file *file = open_for(path, calls, count);
	int error = 0, i, times;

	if (IS_ERR(file))
		return PTR_ERR(file);
	while (!error && rounds--)
		for (i = 0; !error && i < count; i++)
			for (times = calls[i].times; !error && times--;)
				error = call(file, calls, i);
	filp_close(file, NULL);
	return error;
}
EXPORT_SYMBOL_GPL(bench_calls);

static int touch(unsigned long address, unsigned long size)
{
	unsigned long end = address + size;

	for (; address < end; address += PAGE_SIZE)
		if (put_user(1, (char __user *)address))
			return -EFAULT;
	return 0;
}

int bench_faults(const char *path, unsigned int create, int pages, int times)
{
	const unsigned long size = pages * PAGE_SIZE;
	const struct bench_call calls[] = {
		{ create, 1, { 0, size } },
		{ DRM_IOCTL_MODE_MAP_DUMB, 1, { 1 } },
		{ DRM_IOCTL_GEM_CLOSE, 1, { 1 } },
	};
	struct file *file = open_for(path, calls, ARRAY_SIZE(calls));
	unsigned long address;
	u64 offset;
	int error;

	if (IS_ERR(file))
		return PTR_ERR(file);
	error = call(file, calls, 0) ?: call(file, calls, 1);
	if (!error)
		error = get_user(offset, (u64 __user *)argument_of(1) + 1);
	if (error)
		goto out;
	address = vm_mmap(file, 0, size, PROT_READ | PROT_WRITE, MAP_SHARED, offset);
	if (IS_ERR_VALUE(address)) {
		error = address;
		goto out;
	}
	while (!error && times--) {
		unmap_mapping_range(file->f_mapping, offset, size, 1);
		error = touch(address, size);
	}
	vm_munmap(address, size);
	error = error ?: call(file, calls, 2);
out:
	filp_close(file, NULL);
	return error;
}
EXPORT_SYMBOL_GPL(bench_faults);

static int first_irq;

unsigned int bench_irq(enum bench_language language)
{
	return first_irq + language;
}
EXPORT_SYMBOL_GPL(bench_irq);

int bench_interrupt(enum bench_language language, int times)
{
	u32 *status = bench_registers() + BENCH_STATUS;

	while (times--) {
		WRITE_ONCE(*status, 1);
		if (generic_handle_irq_safe(bench_irq(language)))
			return -EINVAL;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(bench_interrupt);

/* Interrupts that nothing but bench_interrupt() raises. */
static int __init make_irqs(void)
{
	int i;

	first_irq = irq_alloc_descs(-1, 0, BENCH_LANGUAGES, NUMA_NO_NODE);
	for (i = 0; first_irq >= 0 && i < BENCH_LANGUAGES; i++) {
		irq_set_chip_and_handler(first_irq + i, &dummy_irq_chip, handle_simple_irq);
		irq_clear_status_flags(first_irq + i, IRQ_NOREQUEST);
	}
	return min(first_irq, 0);
}

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
	int error = make_irqs();

	if (error)
		return error;
	error = misc_register(&known);
	if (error)
		goto free;
	error = -ENOMEM;
	if (!proc_create_seq("bench", 0400, NULL, &bench_rows))
		goto deregister;
	if (!proc_create("bench_clock", 0400, NULL, &clock_ops))
		goto remove;
	return 0;

remove:
	remove_proc_entry("bench", NULL);
deregister:
	misc_deregister(&known);
free:
	irq_free_descs(first_irq, BENCH_LANGUAGES);
	return error;
}

static void __exit bench_exit(void)
{
	remove_proc_entry("bench_clock", NULL);
	remove_proc_entry("bench", NULL);
	misc_deregister(&known);
	irq_free_descs(first_irq, BENCH_LANGUAGES);
}

module_init(bench_init);
module_exit(bench_exit);
MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Measures operations in C and in C++");
MODULE_LICENSE("GPL");
