// SPDX-License-Identifier: GPL-2.0
#include <linux/capability.h>
#include <linux/cred.h>
#include "capability.h"

bool cpp_helper_capable(int capability)
{
	return capable(capability);
}

bool cpp_helper_cap_raised(const struct cred *cred, int capability)
{
	return cap_raised(cred->cap_effective, capability);
}
