// SPDX-License-Identifier: GPL-2.0
#include <linux/compiler.h>
#include <asm/rwonce.h>
#include "rwonce.h"

u8 cpp_helper_READ_ONCE_8(const u8 *object)
{
	return READ_ONCE(*object);
}

u16 cpp_helper_READ_ONCE_16(const u16 *object)
{
	return READ_ONCE(*object);
}

u32 cpp_helper_READ_ONCE_32(const u32 *object)
{
	return READ_ONCE(*object);
}

u64 cpp_helper_READ_ONCE_64(const u64 *object)
{
	return READ_ONCE(*object);
}

void cpp_helper_WRITE_ONCE_8(u8 *object, u8 value)
{
	WRITE_ONCE(*object, value);
}

void cpp_helper_WRITE_ONCE_16(u16 *object, u16 value)
{
	WRITE_ONCE(*object, value);
}

void cpp_helper_WRITE_ONCE_32(u32 *object, u32 value)
{
	WRITE_ONCE(*object, value);
}

void cpp_helper_WRITE_ONCE_64(u64 *object, u64 value)
{
	WRITE_ONCE(*object, value);
}
