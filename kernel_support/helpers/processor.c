// SPDX-License-Identifier: GPL-2.0
#include <linux/processor.h>
#include "processor.h"

void cpp_helper_cpu_relax(void)
{
	cpu_relax();
}
