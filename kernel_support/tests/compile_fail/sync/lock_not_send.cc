// SPDX-License-Identifier: GPL-2.0
// A lock, an atomic or a SetOnce does not make shareable what belongs to one thread.
// misuse: Threads: an object of one thread, or a pointer, shared inside a lock or an atomic
// rust: compile error: not Send
// expect: error: static assertion failed
// expect: constraints not satisfied|Send

#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/seqlock.hpp>
#include <kernel/sync/set_once.hpp>

struct Trace : kernel::NotThreadSafe {};

static_assert(!kernel::Send<kernel::SeqLock<int*>> && !kernel::Send<kernel::RwSemaphore<Trace>>);
static_assert(!kernel::Send<kernel::Atomic<int*>> && !kernel::Send<kernel::SetOnce<int*>>);
static_assert(!kernel::Send<kernel::rcu::Pointer<int*>>);
static_assert(kernel::Send<kernel::Mutex<void>> && kernel::Send<kernel::Atomic<long>>);

#ifdef FAIL
static_assert(kernel::Send<kernel::Mutex<Trace>>);
#else
static_assert(kernel::Send<kernel::Mutex<int>>);
#endif
