/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_barrier(void);
CPP_HELPER void cpp_helper_mb(void);
CPP_HELPER void cpp_helper_rmb(void);
CPP_HELPER void cpp_helper_wmb(void);
CPP_HELPER void cpp_helper_smp_acquire__after_ctrl_dep(void);
CPP_HELPER void cpp_helper_smp_mb(void);
CPP_HELPER void cpp_helper_smp_rmb(void);
CPP_HELPER void cpp_helper_smp_wmb(void);
CPP_HELPER void cpp_helper_smp_mb__before_atomic(void);
CPP_HELPER void cpp_helper_smp_mb__after_atomic(void);
CPP_HELPER void cpp_helper_dma_mb(void);
CPP_HELPER void cpp_helper_dma_rmb(void);
CPP_HELPER void cpp_helper_dma_wmb(void);
