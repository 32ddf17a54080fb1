// SPDX-License-Identifier: GPL-2.0
// Several threads reach what the member points to, and nobody owns it.
// misuse: Shared objects: an Arc around a class with a pointer to what it does not own
// rust: compile error: `*mut T` is not Send
// by: lint
// expect: 'buffer' is a pointer, and an Arc shares Session among threads

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/arc.hpp>

struct Session {
#ifdef FAIL
  char* buffer;
#else
  kernel::KBox<char> buffer;
#endif
};

using Shared = kernel::Arc<Session>;

Shared example(const Shared& session);

Shared example(const Shared& session) { return session; }
