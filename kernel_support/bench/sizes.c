// SPDX-License-Identifier: GPL-2.0
/* What the objects take, where C has the bare pointers. */
#include <linux/bitmap.h>
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include "bench.h"

struct vector {
	unsigned long *data;
	size_t size;
	size_t capacity;
};

struct shared {
	refcount_t owners;
	unsigned long value;
};

struct node {
	struct rb_node links;
	unsigned long key;
	unsigned long value;
};

#define GUARDED(name, type)                                                                        \
	struct name {                                                                              \
		type lock;                                                                         \
		long value;                                                                        \
	}

GUARDED(guarded_by_mutex, struct mutex);
GUARDED(guarded_by_spinlock, spinlock_t);
GUARDED(guarded_by_rwsem, struct rw_semaphore);
GUARDED(guarded_by_seqlock, seqlock_t);

struct once {
	atomic_t state;
	long value;
};

struct timer {
	struct hrtimer timer;
	void *data;
};

#define DEFINE_SIZE(name, type)                                                                    \
	int size_##name(void)                                                                      \
	{                                                                                          \
		return sizeof(type);                                                               \
	}

DEFINE_SIZE(box, unsigned long *)
DEFINE_SIZE(box_base, struct shape *)
DEFINE_SIZE(vector, struct vector)
DEFINE_SIZE(arc, struct shared *)
DEFINE_SIZE(arc_block, struct shared)
DEFINE_SIZE(aref, struct shared *)
DEFINE_SIZE(string, char *)
DEFINE_SIZE(list, struct list_head)
DEFINE_SIZE(list_links, struct list_head)
DEFINE_SIZE(rbtree, struct rb_root)
DEFINE_SIZE(rbtree_node, struct node)
DEFINE_SIZE(xarray, struct xarray)
DEFINE_SIZE(ida, struct ida)
DEFINE_SIZE(id, int)
DEFINE_SIZE(mutex, struct guarded_by_mutex)
DEFINE_SIZE(spinlock, struct guarded_by_spinlock)
DEFINE_SIZE(rwsem, struct guarded_by_rwsem)
DEFINE_SIZE(seqlock, struct guarded_by_seqlock)
DEFINE_SIZE(condvar, wait_queue_head_t)
DEFINE_SIZE(completion, struct completion)
DEFINE_SIZE(atomic, atomic_t)
DEFINE_SIZE(atomic_bool, bool)
DEFINE_SIZE(refcount, refcount_t)
DEFINE_SIZE(set_once, struct once)
DEFINE_SIZE(rcu_pointer, void *)
DEFINE_SIZE(srcu, struct srcu_struct)
DEFINE_SIZE(work, struct work_struct)
DEFINE_SIZE(delayed_work, struct delayed_work)
DEFINE_SIZE(hrtimer, struct timer)
DEFINE_SIZE(thread, struct task_struct *)
DEFINE_SIZE(instant, ktime_t)

int size_bitmap(void)
{
	DECLARE_BITMAP(bits, 100);

	return sizeof(bits);
}
