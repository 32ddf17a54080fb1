// SPDX-License-Identifier: GPL-2.0
#include <linux/bug.h>
#include "bug.h"

void cpp_helper_BUG(void)
{
	BUG();
}
