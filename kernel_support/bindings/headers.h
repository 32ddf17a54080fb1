/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel headers that the bindings generator reads, sorted.  A header belongs here when a name
 * of names.txt is defined in it; what it includes itself comes along.
 */
#include <linux/delay.h>
#include <linux/dynamic_debug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/idr.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/numa.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/types.h>
#include <linux/vmalloc.h>
#include <linux/xarray.h>
