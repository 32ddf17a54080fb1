// SPDX-License-Identifier: GPL-2.0
// Whoever takes it out may run for another program.
// misuse: Memory of programs: a reader is kept for another thread
// rust: accepted: it reads what that thread has there
// expect: error: static assertion failed
// expect: Send

#include <kernel/sync/mutex.hpp>
#include <kernel/uaccess.hpp>
#include <optional>

#ifdef FAIL
static_assert(kernel::Send<kernel::Mutex<std::optional<kernel::UserSliceReader>>>);
#else
static_assert(kernel::Send<kernel::Mutex<kernel::KVec<unsigned char>>>);
#endif
