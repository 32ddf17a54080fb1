// SPDX-License-Identifier: GPL-2.0
#include <linux/security.h>
#include <linux/version.h>
#include "security.h"

u32 cpp_helper_security_cred_getsecid(const struct cred *cred)
{
	u32 secid;

	security_cred_getsecid(cred, &secid);
	return secid;
}

int cpp_helper_security_secid_to_secctx(u32 secid, struct cpp_helper_secctx *context)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 14, 0)
	struct lsm_context found = {};
	int result = security_secid_to_secctx(secid, &found);

	*context = (struct cpp_helper_secctx){ found.context, found.len, found.id };
	return result;
#else
	*context = (struct cpp_helper_secctx){};
	return security_secid_to_secctx(secid, &context->bytes, &context->size);
#endif
}

void cpp_helper_security_release_secctx(struct cpp_helper_secctx *context)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 14, 0)
	struct lsm_context found = { context->bytes, context->size, context->id };

	security_release_secctx(&found);
#else
	security_release_secctx(context->bytes, context->size);
#endif
}

int cpp_helper_security_binder_set_context_mgr(const struct cred *mgr)
{
	return security_binder_set_context_mgr(mgr);
}

int cpp_helper_security_binder_transaction(const struct cred *from, const struct cred *to)
{
	return security_binder_transaction(from, to);
}

int cpp_helper_security_binder_transfer_binder(const struct cred *from, const struct cred *to)
{
	return security_binder_transfer_binder(from, to);
}

int cpp_helper_security_binder_transfer_file(const struct cred *from, const struct cred *to,
					     struct file *file)
{
	return security_binder_transfer_file(from, to, file);
}
