/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

#ifdef CONFIG_DYNAMIC_DEBUG
CPP_HELPER bool cpp_helper_DYNAMIC_DEBUG_BRANCH(struct _ddebug *entry);
#endif
