// SPDX-License-Identifier: GPL-2.0
#include <linux/compiler.h>
#include <asm/barrier.h>
#include "barrier.h"

void cpp_helper_barrier(void)
{
	barrier();
}

void cpp_helper_mb(void)
{
	mb();
}

void cpp_helper_rmb(void)
{
	rmb();
}

void cpp_helper_wmb(void)
{
	wmb();
}

void cpp_helper_smp_acquire__after_ctrl_dep(void)
{
	smp_acquire__after_ctrl_dep();
}

void cpp_helper_smp_mb(void)
{
	smp_mb();
}

void cpp_helper_smp_rmb(void)
{
	smp_rmb();
}

void cpp_helper_smp_wmb(void)
{
	smp_wmb();
}

void cpp_helper_smp_mb__before_atomic(void)
{
	smp_mb__before_atomic();
}

void cpp_helper_smp_mb__after_atomic(void)
{
	smp_mb__after_atomic();
}

void cpp_helper_dma_mb(void)
{
	dma_mb();
}

void cpp_helper_dma_rmb(void)
{
	dma_rmb();
}

void cpp_helper_dma_wmb(void)
{
	dma_wmb();
}
