/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void *cpp_helper_seq_private(const struct seq_file *m);
CPP_HELPER bool cpp_helper_seq_has_overflowed(struct seq_file *m);
