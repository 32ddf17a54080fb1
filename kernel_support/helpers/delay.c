// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include "delay.h"

void cpp_helper_fsleep(unsigned long microseconds)
{
	fsleep(microseconds);
}

void cpp_helper_ndelay(unsigned long nanoseconds)
{
	ndelay(nanoseconds);
}

void cpp_helper_udelay(unsigned long microseconds)
{
	udelay(microseconds);
}
