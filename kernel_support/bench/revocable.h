/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

/* Makes /dev/bench_revocable_c11 and /dev/bench_sessions_c11, which stay until the second is
 * called. */
int bench_revocable_start(void);
void bench_revocable_stop(void);
