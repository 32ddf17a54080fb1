// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Functions that run later, in threads of the kernel: all of it.

#include <kernel/workqueue/delayed_work.hpp>
#include <kernel/workqueue/queue.hpp>
#include <kernel/workqueue/shared_work.hpp>
#include <kernel/workqueue/work.hpp>
