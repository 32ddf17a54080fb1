// SPDX-License-Identifier: GPL-2.0
/* Functions that run later. */
#include <linux/workqueue.h>

#include "bench.h"

#define TIMES 1000

struct device {
	unsigned long events;
	struct work_struct work;
};

static void on_work(struct work_struct *work)
{
	container_of(work, struct device, work)->events++;
}

int work_pending_enqueue(void)
{
	struct device on_stack = {}, *device = &on_stack;
	int i;

	INIT_WORK_ONSTACK(&device->work, on_work);
	bench_hide(device);
	for (i = 0; i < TIMES; i++)
		queue_work(system_wq, &device->work);
	cancel_work_sync(&device->work);
	destroy_work_on_stack(&device->work);
	return 0;
}

int work_idle_enqueue(void)
{
	struct device on_stack = {}, *device = &on_stack;
	int i, ret = 0;

	INIT_WORK_ONSTACK(&device->work, on_work);
	bench_hide(device);
	for (i = 0; i < TIMES; i++) {
		if (!queue_work(system_wq, &device->work) || !cancel_work(&device->work))
			ret = -EIO;
	}
	cancel_work_sync(&device->work);
	destroy_work_on_stack(&device->work);
	return ret;
}
