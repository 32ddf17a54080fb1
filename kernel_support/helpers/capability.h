/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER bool cpp_helper_capable(int capability);
CPP_HELPER bool cpp_helper_cap_raised(const struct cred *cred, int capability);
