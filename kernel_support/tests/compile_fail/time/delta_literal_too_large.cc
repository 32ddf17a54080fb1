// SPDX-License-Identifier: GPL-2.0
// More than 292 years do not fit.
// expect: error: call to non-'constexpr' function '.*length_of_time_is_more_than_292_years\(\)'

#include <kernel/time.hpp>

using namespace kernel::literals;

#ifdef FAIL
constexpr kernel::Delta kLong = 9'223'372'037_s;
#else
constexpr kernel::Delta kLong = 9'223'372'036_s;
#endif
static_assert(kLong > 1_s);
