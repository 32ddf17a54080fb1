// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>
#include "uidgid.h"

unsigned int cpp_helper_from_kuid(unsigned int kuid)
{
	return from_kuid(current_user_ns(), KUIDT_INIT(kuid));
}

unsigned int cpp_helper_from_kgid(unsigned int kgid)
{
	return from_kgid(current_user_ns(), KGIDT_INIT(kgid));
}

unsigned int cpp_helper_make_kuid(unsigned int uid)
{
	return __kuid_val(make_kuid(current_user_ns(), uid));
}

unsigned int cpp_helper_make_kgid(unsigned int gid)
{
	return __kgid_val(make_kgid(current_user_ns(), gid));
}

unsigned int cpp_helper_current_uid(void)
{
	return __kuid_val(current_uid());
}

unsigned int cpp_helper_current_euid(void)
{
	return __kuid_val(current_euid());
}

unsigned int cpp_helper_current_gid(void)
{
	return __kgid_val(current_gid());
}

unsigned int cpp_helper_current_egid(void)
{
	return __kgid_val(current_egid());
}
