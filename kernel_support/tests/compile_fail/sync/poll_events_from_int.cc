// SPDX-License-Identifier: GPL-2.0
// A number may mean anything.
// misuse: Files and devices: what poll() answers is made from a number
// rust: the API has no poll() yet
// expect: error: no match for 'operator\|' .*PollEvents

#include <kernel/sync/poll.hpp>

[[maybe_unused]] static kernel::PollEvents example() {
#ifdef FAIL
  return kernel::EPOLLIN | 0x40;
#else
  return kernel::EPOLLIN | kernel::EPOLLRDNORM;
#endif
}
