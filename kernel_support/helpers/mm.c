// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/sched/mm.h>
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
