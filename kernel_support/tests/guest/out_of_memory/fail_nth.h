// SPDX-License-Identifier: GPL-2.0
#pragma once

/* Of the allocations that the running task makes from here on, the one of this number fails, and
 * all after it.
 */
void fail_allocations_from(unsigned int number);

/* All succeed again. Returns whether one failed. */
bool stop_failing(void);
