/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* linux/uidgid.h and linux/cred.h; -1 is no id. */
CPP_HELPER unsigned int cpp_helper_from_kuid(unsigned int kuid);
CPP_HELPER unsigned int cpp_helper_from_kgid(unsigned int kgid);
CPP_HELPER unsigned int cpp_helper_make_kuid(unsigned int uid);
CPP_HELPER unsigned int cpp_helper_make_kgid(unsigned int gid);
CPP_HELPER unsigned int cpp_helper_current_uid(void);
CPP_HELPER unsigned int cpp_helper_current_euid(void);
CPP_HELPER unsigned int cpp_helper_current_gid(void);
CPP_HELPER unsigned int cpp_helper_current_egid(void);
