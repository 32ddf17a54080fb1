/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

/* Has the interrupt of C call the handler, until the second is called. */
int bench_interrupt_start(void);
void bench_interrupt_stop(void);
