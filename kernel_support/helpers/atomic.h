/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/*
 * Where the kernel has X, X_relaxed, X_acquire and X_release, one helper stands
 * for all of them and takes the ordering last. Callers pass a constant, so that
 * the choice is made while compiling.
 */
enum cpp_helper_order {
	CPP_HELPER_RELAXED,
	CPP_HELPER_ACQUIRE,
	CPP_HELPER_RELEASE,
	CPP_HELPER_FULL,
};

/* cpp_helper_atomic_read() and so on for atomic_t, cpp_helper_atomic64_read() for atomic64_t */
#define CPP_HELPER_ATOMIC(prefix, type, number)                                                    \
	CPP_HELPER number prefix##_read(const type *v, enum cpp_helper_order order);               \
	CPP_HELPER void prefix##_set(type *v, number i, enum cpp_helper_order order);              \
	CPP_HELPER number prefix##_xchg(type *v, number i, enum cpp_helper_order order);           \
	CPP_HELPER number prefix##_cmpxchg(type *v, number old, number desired,                    \
					   enum cpp_helper_order order);                           \
	CPP_HELPER bool prefix##_try_cmpxchg(type *v, number *old, number desired,                 \
					     enum cpp_helper_order order);                         \
	CPP_HELPER void prefix##_add(number i, type *v);                                           \
	CPP_HELPER void prefix##_sub(number i, type *v);                                           \
	CPP_HELPER void prefix##_inc(type *v);                                                     \
	CPP_HELPER void prefix##_dec(type *v);                                                     \
	CPP_HELPER void prefix##_and(number i, type *v);                                           \
	CPP_HELPER void prefix##_or(number i, type *v);                                            \
	CPP_HELPER void prefix##_xor(number i, type *v);                                           \
	CPP_HELPER void prefix##_andnot(number i, type *v);                                        \
	CPP_HELPER number prefix##_fetch_add(number i, type *v, enum cpp_helper_order order);      \
	CPP_HELPER number prefix##_fetch_sub(number i, type *v, enum cpp_helper_order order);      \
	CPP_HELPER number prefix##_fetch_and(number i, type *v, enum cpp_helper_order order);      \
	CPP_HELPER number prefix##_fetch_or(number i, type *v, enum cpp_helper_order order);       \
	CPP_HELPER number prefix##_fetch_xor(number i, type *v, enum cpp_helper_order order);      \
	CPP_HELPER number prefix##_fetch_andnot(number i, type *v, enum cpp_helper_order order);   \
	CPP_HELPER number prefix##_add_return(number i, type *v, enum cpp_helper_order order);     \
	CPP_HELPER number prefix##_sub_return(number i, type *v, enum cpp_helper_order order);     \
	CPP_HELPER bool prefix##_sub_and_test(number i, type *v);                                  \
	CPP_HELPER bool prefix##_inc_and_test(type *v);                                            \
	CPP_HELPER bool prefix##_dec_and_test(type *v);                                            \
	CPP_HELPER number prefix##_fetch_add_unless(type *v, number i, number u);                  \
	CPP_HELPER bool prefix##_add_unless(type *v, number i, number u);                          \
	CPP_HELPER bool prefix##_inc_not_zero(type *v);                                            \
	CPP_HELPER number prefix##_dec_if_positive(type *v)

CPP_HELPER_ATOMIC(cpp_helper_atomic, atomic_t, int);
CPP_HELPER_ATOMIC(cpp_helper_atomic64, atomic64_t, s64);

/* What has no atomic type in C: small integers and pointers */
#define CPP_HELPER_ATOMIC_PLAIN(suffix, type)                                                      \
	CPP_HELPER type cpp_helper_load_##suffix(const type *p, enum cpp_helper_order order);      \
	CPP_HELPER void cpp_helper_store_##suffix(type *p, type value,                             \
						  enum cpp_helper_order order);                    \
	CPP_HELPER type cpp_helper_xchg_##suffix(type *p, type value,                              \
						 enum cpp_helper_order order);                     \
	CPP_HELPER type cpp_helper_cmpxchg_##suffix(type *p, type old, type desired,               \
						    enum cpp_helper_order order);                  \
	CPP_HELPER bool cpp_helper_try_cmpxchg_##suffix(type *p, type *old, type desired,          \
							enum cpp_helper_order order)

typedef void *cpp_helper_pointer;
CPP_HELPER_ATOMIC_PLAIN(8, u8);
CPP_HELPER_ATOMIC_PLAIN(16, u16);
CPP_HELPER_ATOMIC_PLAIN(pointer, cpp_helper_pointer);
