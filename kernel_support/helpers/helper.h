/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
/*
 * A helper is a C function that stands for an inline function or a macro of the
 * kernel, which C++ cannot call. It is declared once, for C and C++ alike, so
 * that the C compiler checks its definition against what C++ sees.
 *
 * Every helper is inlined where C++ calls it: the finished module contains
 * neither the helper nor a call to it.
 */
#ifdef __cplusplus
#include <bindings.hpp>
/* Sparse, which checks C, knows what they mean. */
#define __user
#define __iomem
#define CPP_HELPER extern "C" __attribute__((visibility("hidden")))
#else
#include <linux/types.h>
#define CPP_HELPER extern inline __attribute__((always_inline, visibility("hidden")))
#endif
