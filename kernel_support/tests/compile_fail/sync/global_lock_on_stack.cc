// SPDX-License-Identifier: GPL-2.0
// lockdep takes the address of a global lock for its class, so it must have one of its own.
// misuse: Locks: a lock with a class of its own is on the stack
// rust: the API has no such call: `global_lock!` is a static
// by: link
// expect: error: call to .*global_lock_is_not_static.* declared with attribute error: a GlobalLock must be a static object

#include <kernel/module.hpp>
#include <kernel/sync/global_lock.hpp>

#ifdef FAIL
static int use() {
  kernel::GlobalMutex<int> counter(0);
  return counter.with([](int& value) { return value++; });
}
#else
static int use() {
  static constinit kernel::GlobalMutex<int> counter(0);
  return counter.with([](int& value) { return value++; });
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    if (use() != 0) return kernel::EINVAL;
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "global_lock_on_stack",
  .description = "an example",
  .license = "GPL",
});
