/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* A struct lsm_context, which kernels before 6.14 do not have; id is only that of later ones. */
struct cpp_helper_secctx {
	char *bytes;
	u32 size;
	int id;
};

CPP_HELPER u32 cpp_helper_security_cred_getsecid(const struct cred *cred);
CPP_HELPER int cpp_helper_security_secid_to_secctx(u32 secid, struct cpp_helper_secctx *context);
CPP_HELPER void cpp_helper_security_release_secctx(struct cpp_helper_secctx *context);
CPP_HELPER int cpp_helper_security_binder_set_context_mgr(const struct cred *mgr);
CPP_HELPER int cpp_helper_security_binder_transaction(const struct cred *from,
						      const struct cred *to);
CPP_HELPER int cpp_helper_security_binder_transfer_binder(const struct cred *from,
							  const struct cred *to);
CPP_HELPER int cpp_helper_security_binder_transfer_file(const struct cred *from,
							const struct cred *to, struct file *file);
