// SPDX-License-Identifier: GPL-2.0
/* Broken on purpose: the timer is left behind when the module goes. */
#include <linux/module.h>
#include <linux/timer.h>

//! [mistake]
static void on_tick(struct timer_list *timer);

static DEFINE_TIMER(timer, on_tick);
static unsigned long ticks;

static void on_tick(struct timer_list *unused)
{
	ticks++;
	mod_timer(&timer, jiffies + HZ / 50);
}

static int __init left_timer_init(void)
{
	mod_timer(&timer, jiffies + HZ / 50);
	return 0;
}

static void __exit left_timer_exit(void)
{
	/* timer_delete_sync(&timer) is missing */
}
//! [mistake]

module_init(left_timer_init);
module_exit(left_timer_exit);
MODULE_DESCRIPTION("Broken on purpose");
MODULE_LICENSE("GPL");
