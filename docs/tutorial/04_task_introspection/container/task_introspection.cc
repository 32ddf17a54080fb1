// SPDX-License-Identifier: GPL-2.0
// NOLINTNEXTLINE(bugprone-suspicious-include)
#include "../../../../samples/04_task_introspection/task_introspection.cc"
