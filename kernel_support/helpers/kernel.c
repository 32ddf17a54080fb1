// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include "kernel.h"

void cpp_helper_might_sleep(void)
{
	might_sleep();
}
