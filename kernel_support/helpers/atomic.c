// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include "atomic.h"

/* op(...), op_relaxed(...), op_acquire(...) or op_release(...) */
#define ORDERED(order, op, ...)                                                                    \
	((order) == CPP_HELPER_RELAXED	 ? op##_relaxed(__VA_ARGS__)                               \
	 : (order) == CPP_HELPER_ACQUIRE ? op##_acquire(__VA_ARGS__)                               \
	 : (order) == CPP_HELPER_RELEASE ? op##_release(__VA_ARGS__)                               \
					 : op(__VA_ARGS__))

#define FETCH(prefix, type, number, op)                                                            \
	number cpp_helper_##prefix##_##op(number i, type *v, enum cpp_helper_order order)          \
	{                                                                                          \
		return ORDERED(order, prefix##_##op, i, v);                                        \
	}

#define UNORDERED(prefix, type, number, op)                                                        \
	void cpp_helper_##prefix##_##op(number i, type *v)                                         \
	{                                                                                          \
		prefix##_##op(i, v);                                                               \
	}

#define DEFINE(prefix, type, number)                                                               \
	number cpp_helper_##prefix##_read(const type *v, enum cpp_helper_order order)              \
	{                                                                                          \
		return order == CPP_HELPER_RELAXED ? prefix##_read(v) : prefix##_read_acquire(v);  \
	}                                                                                          \
	void cpp_helper_##prefix##_set(type *v, number i, enum cpp_helper_order order)             \
	{                                                                                          \
		if (order == CPP_HELPER_RELAXED)                                                   \
			prefix##_set(v, i);                                                        \
		else                                                                               \
			prefix##_set_release(v, i);                                                \
	}                                                                                          \
	number cpp_helper_##prefix##_xchg(type *v, number i, enum cpp_helper_order order)          \
	{                                                                                          \
		return ORDERED(order, prefix##_xchg, v, i);                                        \
	}                                                                                          \
	number cpp_helper_##prefix##_cmpxchg(type *v, number old, number desired,                  \
					     enum cpp_helper_order order)                          \
	{                                                                                          \
		return ORDERED(order, prefix##_cmpxchg, v, old, desired);                          \
	}                                                                                          \
	bool cpp_helper_##prefix##_try_cmpxchg(type *v, number *old, number desired,               \
					       enum cpp_helper_order order)                        \
	{                                                                                          \
		return ORDERED(order, prefix##_try_cmpxchg, v, old, desired);                      \
	}                                                                                          \
	UNORDERED(prefix, type, number, add)                                                       \
	UNORDERED(prefix, type, number, sub)                                                       \
	UNORDERED(prefix, type, number, and)                                                       \
	UNORDERED(prefix, type, number, or)                                                        \
	UNORDERED(prefix, type, number, xor)                                                       \
	UNORDERED(prefix, type, number, andnot)                                                    \
	void cpp_helper_##prefix##_inc(type *v)                                                    \
	{                                                                                          \
		prefix##_inc(v);                                                                   \
	}                                                                                          \
	void cpp_helper_##prefix##_dec(type *v)                                                    \
	{                                                                                          \
		prefix##_dec(v);                                                                   \
	}                                                                                          \
	FETCH(prefix, type, number, fetch_add)                                                     \
	FETCH(prefix, type, number, fetch_sub)                                                     \
	FETCH(prefix, type, number, fetch_and)                                                     \
	FETCH(prefix, type, number, fetch_or)                                                      \
	FETCH(prefix, type, number, fetch_xor)                                                     \
	FETCH(prefix, type, number, fetch_andnot)                                                  \
	FETCH(prefix, type, number, add_return)                                                    \
	FETCH(prefix, type, number, sub_return)                                                    \
	bool cpp_helper_##prefix##_sub_and_test(number i, type *v)                                 \
	{                                                                                          \
		return prefix##_sub_and_test(i, v);                                                \
	}                                                                                          \
	bool cpp_helper_##prefix##_inc_and_test(type *v)                                           \
	{                                                                                          \
		return prefix##_inc_and_test(v);                                                   \
	}                                                                                          \
	bool cpp_helper_##prefix##_dec_and_test(type *v)                                           \
	{                                                                                          \
		return prefix##_dec_and_test(v);                                                   \
	}                                                                                          \
	number cpp_helper_##prefix##_fetch_add_unless(type *v, number i, number u)                 \
	{                                                                                          \
		return prefix##_fetch_add_unless(v, i, u);                                         \
	}                                                                                          \
	bool cpp_helper_##prefix##_add_unless(type *v, number i, number u)                         \
	{                                                                                          \
		return prefix##_add_unless(v, i, u);                                               \
	}                                                                                          \
	bool cpp_helper_##prefix##_inc_not_zero(type *v)                                           \
	{                                                                                          \
		return prefix##_inc_not_zero(v);                                                   \
	}                                                                                          \
	number cpp_helper_##prefix##_dec_if_positive(type *v)                                      \
	{                                                                                          \
		return prefix##_dec_if_positive(v);                                                \
	}

DEFINE(atomic, atomic_t, int)
DEFINE(atomic64, atomic64_t, s64)

#define DEFINE_PLAIN(suffix, type)                                                                 \
	type cpp_helper_load_##suffix(const type *p, enum cpp_helper_order order)                  \
	{                                                                                          \
		return order == CPP_HELPER_RELAXED ? READ_ONCE(*p) : smp_load_acquire(p);          \
	}                                                                                          \
	void cpp_helper_store_##suffix(type *p, type value, enum cpp_helper_order order)           \
	{                                                                                          \
		if (order == CPP_HELPER_RELAXED)                                                   \
			WRITE_ONCE(*p, value);                                                     \
		else                                                                               \
			smp_store_release(p, value);                                               \
	}                                                                                          \
	type cpp_helper_xchg_##suffix(type *p, type value, enum cpp_helper_order order)            \
	{                                                                                          \
		return ORDERED(order, xchg, p, value);                                             \
	}                                                                                          \
	type cpp_helper_cmpxchg_##suffix(type *p, type old, type desired,                          \
					 enum cpp_helper_order order)                              \
	{                                                                                          \
		return ORDERED(order, cmpxchg, p, old, desired);                                   \
	}                                                                                          \
	bool cpp_helper_try_cmpxchg_##suffix(type *p, type *old, type desired,                     \
					     enum cpp_helper_order order)                          \
	{                                                                                          \
		return ORDERED(order, try_cmpxchg, p, old, desired);                               \
	}

DEFINE_PLAIN(8, u8)
DEFINE_PLAIN(16, u16)
DEFINE_PLAIN(pointer, cpp_helper_pointer)

#undef ORDERED
#undef FETCH
#undef UNORDERED
#undef DEFINE
#undef DEFINE_PLAIN
