// SPDX-License-Identifier: GPL-2.0
/* Broken on purpose: the timer is left behind when the module goes. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/timer.h>

struct ticker {
	struct timer_list timer;
	unsigned long ticks;
};

static struct ticker *ticker;

static void on_tick(struct timer_list *timer)
{
	ticker->ticks++;
	mod_timer(timer, jiffies + HZ / 50);
}

//! [mistake]
static int __init left_timer_init(void)
{
	ticker = kzalloc(sizeof(*ticker), GFP_KERNEL);
	if (!ticker)
		return -ENOMEM;
	timer_setup(&ticker->timer, on_tick, 0);
	mod_timer(&ticker->timer, jiffies + HZ / 50);
	return 0;
}

static void __exit left_timer_exit(void)
{
	/* timer_delete_sync(&ticker->timer) and kfree(ticker) are missing */
}
//! [mistake]

module_init(left_timer_init);
module_exit(left_timer_exit);
MODULE_DESCRIPTION("Broken on purpose");
MODULE_LICENSE("GPL");
