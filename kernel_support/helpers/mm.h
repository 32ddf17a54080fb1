/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* The memory of the current task; null for threads of the kernel. */
CPP_HELPER struct mm_struct *cpp_helper_current_mm(void);
CPP_HELPER void cpp_helper_mmget(struct mm_struct *mm);
CPP_HELPER unsigned long cpp_helper_mm_total_vm(const struct mm_struct *mm);
CPP_HELPER unsigned long cpp_helper_mm_rss(struct mm_struct *mm);

CPP_HELPER unsigned long cpp_helper_vma_start(const struct vm_area_struct *vma);
CPP_HELPER unsigned long cpp_helper_vma_end(const struct vm_area_struct *vma);
CPP_HELPER unsigned long cpp_helper_vma_pgoff(const struct vm_area_struct *vma);
CPP_HELPER unsigned long cpp_helper_vma_flags(const struct vm_area_struct *vma);
CPP_HELPER void cpp_helper_vma_set_ops(struct vm_area_struct *vma,
				       const struct vm_operations_struct *ops);
CPP_HELPER void cpp_helper_vm_flags_set(struct vm_area_struct *vma, unsigned long flags);
CPP_HELPER void cpp_helper_vm_flags_clear(struct vm_area_struct *vma, unsigned long flags);
