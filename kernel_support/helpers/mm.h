/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* The memory of the current task; null for threads of the kernel. */
CPP_HELPER struct mm_struct *cpp_helper_current_mm(void);
CPP_HELPER void cpp_helper_mmget(struct mm_struct *mm);
CPP_HELPER unsigned long cpp_helper_mm_total_vm(const struct mm_struct *mm);
CPP_HELPER unsigned long cpp_helper_mm_rss(struct mm_struct *mm);
