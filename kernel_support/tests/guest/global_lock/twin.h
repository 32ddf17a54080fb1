/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

extern struct mutex twin_mutex;
extern spinlock_t twin_spinlock;
