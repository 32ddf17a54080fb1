/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_lockdep_register_key(struct lock_class_key *key);
CPP_HELPER void cpp_helper_lockdep_unregister_key(struct lock_class_key *key);
