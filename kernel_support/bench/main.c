// SPDX-License-Identifier: GPL-2.0
/* The module of the C twins. */
#include <linux/module.h>

#include "bench.h"
#include "drm.h"
#include "interrupt.h"
#include "revocable.h"
#include "user.h"

static const bench_operation operations[] = {
#define ROW(name, operations, description) name,
#define SIZE(name, description) name,
#include "rows.h"
};

static int __init bench_c11_init(void)
{
	int error = misc_register(&bench_device);

	if (error)
		return error;
	error = bench_revocable_start();
	if (error)
		goto deregister;
	error = bench_drm_start();
	if (error)
		goto stop_revocable;
	error = bench_interrupt_start();
	if (error)
		goto stop_drm;
	bench_register(BENCH_C, operations);
	return 0;

stop_drm:
	bench_drm_stop();
stop_revocable:
	bench_revocable_stop();
deregister:
	misc_deregister(&bench_device);
	return error;
}

static void __exit bench_c11_exit(void)
{
	bench_unregister(BENCH_C);
	bench_interrupt_stop();
	bench_drm_stop();
	bench_revocable_stop();
	misc_deregister(&bench_device);
}

module_init(bench_c11_init);
module_exit(bench_c11_exit);
MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Operations to measure, in C");
MODULE_LICENSE("GPL");
