/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* READ_ONCE() and WRITE_ONCE() by the number of bits */
CPP_HELPER u8 cpp_helper_READ_ONCE_8(const u8 *object);
CPP_HELPER u16 cpp_helper_READ_ONCE_16(const u16 *object);
CPP_HELPER u32 cpp_helper_READ_ONCE_32(const u32 *object);
CPP_HELPER u64 cpp_helper_READ_ONCE_64(const u64 *object);
CPP_HELPER void cpp_helper_WRITE_ONCE_8(u8 *object, u8 value);
CPP_HELPER void cpp_helper_WRITE_ONCE_16(u16 *object, u16 value);
CPP_HELPER void cpp_helper_WRITE_ONCE_32(u32 *object, u32 value);
CPP_HELPER void cpp_helper_WRITE_ONCE_64(u64 *object, u64 value);
