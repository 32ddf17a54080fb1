// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include "jiffies.h"

unsigned long cpp_helper_jiffies(void)
{
	return jiffies;
}
