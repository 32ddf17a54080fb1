/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_hrtimer_setup(struct hrtimer *timer,
					 enum hrtimer_restart (*function)(struct hrtimer *),
					 int clock, enum hrtimer_mode mode);
CPP_HELPER int cpp_helper_hrtimer_cancel(struct hrtimer *timer);
CPP_HELPER int cpp_helper_hrtimer_destroy(struct hrtimer *timer);
CPP_HELPER void cpp_helper_hrtimer_start(struct hrtimer *timer, s64 time, enum hrtimer_mode mode);
CPP_HELPER s64 cpp_helper_hrtimer_get_expires(const struct hrtimer *timer);
CPP_HELPER s64 cpp_helper_hrtimer_get_remaining(const struct hrtimer *timer);
CPP_HELPER u64 cpp_helper_hrtimer_forward_now(struct hrtimer *timer, s64 interval);
