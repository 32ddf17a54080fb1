// SPDX-License-Identifier: GPL-2.0
#include <linux/pid_namespace.h>
#include "pid_namespace.h"

struct pid_namespace *cpp_helper_get_pid_ns(struct pid_namespace *ns)
{
	return get_pid_ns(ns);
}

void cpp_helper_put_pid_ns(struct pid_namespace *ns)
{
	put_pid_ns(ns);
}

unsigned int cpp_helper_pid_ns_level(const struct pid_namespace *ns)
{
	return ns->level;
}

unsigned int cpp_helper_pid_ns_inum(const struct pid_namespace *ns)
{
	return ns->ns.inum;
}
