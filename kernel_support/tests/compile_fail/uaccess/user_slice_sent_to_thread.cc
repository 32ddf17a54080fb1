// SPDX-License-Identifier: GPL-2.0
// A kernel thread has no memory of a program, or that of another one.
// misuse: Memory of programs: a slice of it is handed to a kernel thread
// rust: accepted: it reads what the thread has there
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/thread.hpp>
#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSlice slice) {
#ifdef FAIL
  auto use = [](kernel::ThreadStop&, const kernel::UserSlice& bytes) {
    static_cast<void>(bytes.size());
  };
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "reader", use, std::move(slice)));
#else
  auto use = [](kernel::ThreadStop&, const kernel::KVec<unsigned char>& bytes) {
    static_cast<void>(bytes.size());
  };
  auto bytes = TRY(std::move(slice).reader().read_all(4096, kernel::GFP_KERNEL));
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "reader", use, std::move(bytes)));
#endif
  return {};
}
