// SPDX-License-Identifier: GPL-2.0
// It means the thread whose function got it.
// expect: error: use of deleted function 'kernel::ThreadStop::ThreadStop\(const kernel::ThreadStop&\)'

#include <kernel/thread.hpp>

[[maybe_unused]] static bool example(kernel::ThreadStop& stop) {
#ifdef FAIL
  kernel::ThreadStop kept = stop;
#else
  kernel::ThreadStop& kept = stop;
#endif
  return kept.should_stop();
}
