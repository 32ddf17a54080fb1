/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include <linux/miscdevice.h>

/* /dev/bench_c11 */
extern struct miscdevice bench_device;
