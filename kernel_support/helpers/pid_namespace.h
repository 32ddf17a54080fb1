/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct pid_namespace *cpp_helper_get_pid_ns(struct pid_namespace *ns);
CPP_HELPER void cpp_helper_put_pid_ns(struct pid_namespace *ns);
CPP_HELPER unsigned int cpp_helper_pid_ns_level(const struct pid_namespace *ns);
CPP_HELPER unsigned int cpp_helper_pid_ns_inum(const struct pid_namespace *ns);
