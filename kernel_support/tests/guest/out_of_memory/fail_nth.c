// SPDX-License-Identifier: GPL-2.0
#include <linux/sched.h>

#include "fail_nth.h"

void fail_allocations_from(unsigned int number)
{
	/* Up to this one only the count matters, after it the share of 100 % that guest.sh sets. */
	current->fail_nth = number;
	current->make_it_fail = true;
}

bool stop_failing(void)
{
	bool failed = !current->fail_nth;

	current->fail_nth = 0;
	current->make_it_fail = false;
	return failed;
}
