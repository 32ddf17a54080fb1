// SPDX-License-Identifier: GPL-2.0
// What the objects take, where C has the bare pointers.

#include <kernel/alloc/kvec.hpp>
#include <kernel/bitmap.hpp>
#include <kernel/ida.hpp>
#include <kernel/list.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/refcount.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/seqlock.hpp>
#include <kernel/sync/set_once.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/sync/srcu.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/hrtimer.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/workqueue.hpp>
#include <kernel/xarray.hpp>

#include "bench.h"

namespace {

struct Counted {
  static void inc_ref(const Counted& object) { ++object.owners; }
  static void dec_ref(const Counted& object) { --object.owners; }
  mutable int owners;
};

struct Shape {
  virtual ~Shape() = default;
};

// Derived from only, as the links are.
struct Element : kernel::ListLinks<> {};

// What work and timers run.
struct Device {
  void on_work() {}
};
struct Tick {
  kernel::HrTimerRestart operator()(kernel::HrTimerContext<kernel::clock::Monotonic>&) const {
    return kernel::HrTimerRestart::NoRestart;
  }
  void* data;
};

}  // namespace

int size_box() { return sizeof(kernel::KBox<unsigned long>); }
int size_box_base() { return sizeof(kernel::KBox<Shape>); }
int size_vector() { return sizeof(kernel::KVec<unsigned long>); }
int size_arc() { return sizeof(kernel::Arc<unsigned long>); }
int size_arc_block() { return sizeof(kernel::detail::ArcBlock<unsigned long>); }
int size_aref() { return sizeof(kernel::ARef<Counted>); }
int size_string() { return sizeof(kernel::CString); }
int size_list() { return sizeof(kernel::List<kernel::KBox<Element>>); }
int size_list_links() { return sizeof(Element); }
int size_rbtree() { return sizeof(kernel::RBTree<unsigned long, unsigned long>); }
int size_rbtree_node() {
  return sizeof(kernel::detail::RBTreeLinked<unsigned long, unsigned long>);
}
int size_xarray() { return sizeof(kernel::XArray<kernel::KBox<unsigned long>>); }
int size_ida() { return sizeof(kernel::IdAllocator); }
int size_id() { return sizeof(kernel::Id); }
int size_bitmap() { return sizeof(kernel::Bitmap<100>); }
int size_mutex() { return sizeof(kernel::Mutex<long>); }
int size_spinlock() { return sizeof(kernel::SpinLock<long>); }
int size_rwsem() { return sizeof(kernel::RwSemaphore<long>); }
int size_seqlock() { return sizeof(kernel::SeqLock<long>); }
int size_condvar() { return sizeof(kernel::CondVar<kernel::Mutex<long>>); }
int size_completion() { return sizeof(kernel::Completion); }
int size_atomic() { return sizeof(kernel::Atomic<int>); }
int size_atomic_bool() { return sizeof(kernel::Atomic<bool>); }
int size_refcount() { return sizeof(kernel::Refcount); }
int size_set_once() { return sizeof(kernel::SetOnce<long>); }
int size_rcu_pointer() { return sizeof(kernel::rcu::Pointer<long>); }
int size_srcu() { return sizeof(kernel::Srcu<"Bench::srcu">); }
int size_work() { return sizeof(kernel::Work<&Device::on_work>); }
int size_delayed_work() { return sizeof(kernel::DelayedWork<&Device::on_work>); }
int size_hrtimer() { return sizeof(kernel::HrTimer<Tick>); }
int size_thread() { return sizeof(kernel::Thread); }
int size_instant() { return sizeof(kernel::Instant); }
