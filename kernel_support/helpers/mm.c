// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/version.h>
#include "mm.h"

struct mm_struct *cpp_helper_current_mm(void)
{
	return current->mm;
}

void cpp_helper_mmget(struct mm_struct *mm)
{
	mmget(mm);
}

unsigned long cpp_helper_mm_total_vm(const struct mm_struct *mm)
{
	return READ_ONCE(mm->total_vm);
}

unsigned long cpp_helper_mm_rss(struct mm_struct *mm)
{
	return get_mm_rss(mm);
}

unsigned long cpp_helper_vma_start(const struct vm_area_struct *vma)
{
	return vma->vm_start;
}

unsigned long cpp_helper_vma_end(const struct vm_area_struct *vma)
{
	return vma->vm_end;
}

unsigned long cpp_helper_vma_pgoff(const struct vm_area_struct *vma)
{
	return vma->vm_pgoff;
}

unsigned long cpp_helper_vma_flags(const struct vm_area_struct *vma)
{
	return vma->vm_flags;
}

void cpp_helper_vma_set_ops(struct vm_area_struct *vma, const struct vm_operations_struct *ops)
{
	vma->vm_ops = ops;
}

void cpp_helper_vm_flags_set(struct vm_area_struct *vma, unsigned long flags)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	vm_flags_set(vma, flags);
#else
	vma->vm_flags |= flags;
#endif
}

void cpp_helper_vm_flags_clear(struct vm_area_struct *vma, unsigned long flags)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	vm_flags_clear(vma, flags);
#else
	vma->vm_flags &= ~flags;
#endif
}
