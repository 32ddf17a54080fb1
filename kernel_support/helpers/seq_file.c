// SPDX-License-Identifier: GPL-2.0
#include <linux/seq_file.h>
#include "seq_file.h"

void *cpp_helper_seq_private(const struct seq_file *m)
{
	return m->private;
}

bool cpp_helper_seq_has_overflowed(struct seq_file *m)
{
	return seq_has_overflowed(m);
}
