/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

/* Makes /dev/bench_revocable_c11, which stays until the second is called. */
int bench_revocable_start(void);
void bench_revocable_stop(void);
