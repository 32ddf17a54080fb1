// SPDX-License-Identifier: GPL-2.0
/* Functions that run later. */
#include <linux/workqueue.h>

#include "bench.h"

#define TIMES 1000

struct device {
	unsigned long events;
	struct workqueue_struct *queue;
	struct work_struct work;
};

static void on_work(struct work_struct *work)
{
	container_of(work, struct device, work)->events++;
}

int work_pending_enqueue(void)
{
	struct device on_stack = { .queue = system_wq }, *device = &on_stack;
	int i;

	INIT_WORK_ONSTACK(&device->work, on_work);
	bench_hide(device);
	for (i = 0; i < TIMES; i++)
		queue_work(device->queue, &device->work);
	cancel_work_sync(&device->work);
	destroy_work_on_stack(&device->work);
	return 0;
}

int work_idle_enqueue(void)
{
	struct device on_stack = { .queue = system_wq }, *device = &on_stack;
	int i, missed = 0;

	INIT_WORK_ONSTACK(&device->work, on_work);
	bench_hide(device);
	/* A tick in between may let the worker be first; mostly there is none. */
	for (i = 0; i < TIMES; i++) {
		if (!queue_work(device->queue, &device->work) || !cancel_work(&device->work))
			missed++;
	}
	cancel_work_sync(&device->work);
	destroy_work_on_stack(&device->work);
	return missed > TIMES / 2 ? -EIO : 0;
}
