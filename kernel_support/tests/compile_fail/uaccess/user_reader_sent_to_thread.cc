// SPDX-License-Identifier: GPL-2.0
// A kernel thread has no memory of a program, or that of another one.
// misuse: Memory of programs: a reader is handed to a kernel thread
// rust: accepted: it reads what the thread has there
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/thread.hpp>
#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSliceReader reader) {
#ifdef FAIL
  auto use = [](kernel::ThreadStop&, kernel::UserSliceReader bytes) {
    static_cast<void>(bytes.read<u32>());
  };
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "reader", use, std::move(reader)));
#else
  auto use = [](kernel::ThreadStop&, const kernel::KVec<unsigned char>& bytes) {
    static_cast<void>(bytes.size());
  };
  auto bytes = TRY(reader.read_all(4096, kernel::GFP_KERNEL));
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "reader", use, std::move(bytes)));
#endif
  return {};
}
