// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include "cred.h"

const struct cred *cpp_helper_get_cred(const struct cred *cred)
{
	return get_cred(cred);
}

void cpp_helper_put_cred(const struct cred *cred)
{
	put_cred(cred);
}

const struct cred *cpp_helper_current_cred(void)
{
	return current_cred();
}

unsigned int cpp_helper_cred_uid(const struct cred *cred)
{
	return __kuid_val(cred->uid);
}

unsigned int cpp_helper_cred_euid(const struct cred *cred)
{
	return __kuid_val(cred->euid);
}

unsigned int cpp_helper_cred_suid(const struct cred *cred)
{
	return __kuid_val(cred->suid);
}

unsigned int cpp_helper_cred_fsuid(const struct cred *cred)
{
	return __kuid_val(cred->fsuid);
}

unsigned int cpp_helper_cred_gid(const struct cred *cred)
{
	return __kgid_val(cred->gid);
}

unsigned int cpp_helper_cred_egid(const struct cred *cred)
{
	return __kgid_val(cred->egid);
}

unsigned int cpp_helper_cred_sgid(const struct cred *cred)
{
	return __kgid_val(cred->sgid);
}

unsigned int cpp_helper_cred_fsgid(const struct cred *cred)
{
	return __kgid_val(cred->fsgid);
}

unsigned int cpp_helper_cred_ngroups(const struct cred *cred)
{
	return cred->group_info->ngroups;
}

unsigned int cpp_helper_cred_group(const struct cred *cred, unsigned int index)
{
	return __kgid_val(cred->group_info->gid[index]);
}
