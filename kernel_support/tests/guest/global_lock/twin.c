// SPDX-License-Identifier: GPL-2.0
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include "twin.h"

DEFINE_MUTEX(twin_mutex);
DEFINE_SPINLOCK(twin_spinlock);
