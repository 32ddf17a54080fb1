// SPDX-License-Identifier: GPL-2.0
// The text is freed or changed by whoever locks next.
// misuse: Locks: a CStr, span or optional reference that with() lets out
// rust: compile error: the borrow outlives the guard
// expect: error: static assertion failed: what the lock guards must not be reachable without it

#include <kernel/alloc/kvec.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/types/optional_ref.hpp>

using kernel::OptionalRef;

[[maybe_unused]] static size_t example(kernel::Mutex<kernel::CString>& name,
                                       kernel::SpinLock<kernel::KVec<int>>& numbers,
                                       kernel::RwSemaphore<int>& level) {
#ifdef FAIL
  auto text = name.with([](kernel::CString& now) { return *now; });
  auto span = numbers.with([](kernel::KVec<int>& now) { return std::optional(now.span()); });
  auto number = level.with_read([](const int& now) { return OptionalRef<const int>(now); });
  return text.size() + span->size() + static_cast<size_t>(*number);
#else
  size_t length = name.with([](kernel::CString& now) { return now->size(); });
  size_t count = numbers.with([](kernel::KVec<int>& now) { return now.size(); });
  int number = level.with_read([](const int& now) { return now; });
  return length + count + static_cast<size_t>(number);
#endif
}
