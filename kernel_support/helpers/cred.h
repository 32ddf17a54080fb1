/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER const struct cred *cpp_helper_get_cred(const struct cred *cred);
CPP_HELPER void cpp_helper_put_cred(const struct cred *cred);
CPP_HELPER const struct cred *cpp_helper_current_cred(void);
CPP_HELPER unsigned int cpp_helper_cred_uid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_euid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_suid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_fsuid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_gid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_egid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_sgid(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_fsgid(const struct cred *cred);

/* The supplementary groups. */
CPP_HELPER unsigned int cpp_helper_cred_ngroups(const struct cred *cred);
CPP_HELPER unsigned int cpp_helper_cred_group(const struct cred *cred, unsigned int index);
