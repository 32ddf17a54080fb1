// SPDX-License-Identifier: GPL-2.0
// The first sample, for a session of gdb with more commands than its own guest.sh has.
// NOLINTNEXTLINE(bugprone-suspicious-include)
#include "../../../../samples/01_hello_world/hello_world.cc"
