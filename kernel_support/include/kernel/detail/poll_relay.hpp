// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: programs that poll a file whose object may go.

#include <helpers/list.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/poll.hpp>
#include <kernel/sync/rcu.hpp>

namespace kernel::detail {

/// A queue of an open file in which programs wait, in place of those of its object: it is there as
/// long as the file, and they may go before. What wakes one of them wakes this one.
class PollRelay {
 public:
  PollRelay() { bindings::__init_waitqueue_head(&waiting_, Class::name(), Class::key()); }
  PollRelay(const PollRelay&) = delete;
  PollRelay& operator=(const PollRelay&) = delete;
  ~PollRelay() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// What \p ask answers for \p file, which gets a table in which to name the queues of the object.
  ///
  /// The caller keeps the object meanwhile. Of a queue for which there is no memory the program
  /// would hear nothing, so it is told of an error at once.
  template <typename Ask>
  PollEvents ask(const ::file* file, ::poll_table* table, Ask&& ask) const KERNEL_MAY_SLEEP {
    if (!table || !table->_qproc) return ask(PollTable::from_raw(table));
    wait(file, table);
    Collector collector{{._qproc = collect, ._key = table->_key}, this, false};
    PollEvents events = ask(PollTable::from_raw(&collector.table));
    if (collector.failed) events |= EPOLLERR;
    return events;
  }

  /// Only waits, as there is no object any more that anybody could ask.
  void wait(const ::file* file, ::poll_table* table) const KERNEL_MAY_SLEEP {
    cpp_helper_poll_wait(const_cast<::file*>(file), &waiting_, table);
  }

  /// Leaves the queues of the object, and wakes all who wait: it is going.
  void hang_up() const KERNEL_MAY_SLEEP {
    entries_.with([](Entries& entries) { entries.clear(); });
    wake(0, key_of(EPOLLHUP | EPOLLERR));
  }

 private:
  using Class = LockClass<PollRelay, void, "">;

  /// What waits in a queue of the object.
  class Entry : public ListLinks<> {
   public:
    Entry(const PollRelay& relay, ::wait_queue_head* queue) : relay_(relay), queue_(queue) {
      entry_.private_ = this;
      entry_.func = woken;
      bindings::add_wait_queue(queue, &entry_);
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry() {
      // A PollCondVar that goes waits for this section when it has thrown the entry out.
      rcu::ReadGuard guard;
      if (::wait_queue_head* queue = queue_.load(Acquire))
        bindings::remove_wait_queue(queue, &entry_);
    }

    bool is_in(const ::wait_queue_head* queue) const { return queue_.load(Relaxed) == queue; }

   private:
    /// Called with the lock of the queue.
    static int woken(::wait_queue_entry* entry, unsigned int, int, void* key) {
      auto& self = *static_cast<Entry*>(entry->private_);
      const auto events = reinterpret_cast<unsigned long>(key);
      self.relay_.wake(1, reinterpret_cast<void*>(events & ~kFree));
      if (events & kFree) {
        cpp_helper_list_del_init(&entry->entry);
        // The last that is done with it: whoever destroys it may not wait any more.
        self.queue_.store(nullptr, Release);
      }
      return 1;
    }

    // SAFETY: the relay has it in its list.
    const PollRelay& relay_;
    Atomic<::wait_queue_head*> queue_;
    ::wait_queue_entry entry_ = {};
  };

  using Entries = List<KBox<Entry>>;

  struct Collector {
    ::poll_table table;
    const PollRelay* relay;
    bool failed;
  };

  static constexpr unsigned long kFree = bindings::POLLFREE;

  static void* key_of(PollEvents events) {
    return reinterpret_cast<void*>(static_cast<unsigned long>(events.as_raw()));
  }

  static void collect(::file*, ::wait_queue_head* queue, ::poll_table* table) {
    // INVARIANT: the table is the first member of a Collector.
    auto& collector = *reinterpret_cast<Collector*>(table);
    if (!collector.relay->join(queue)) collector.failed = true;
  }

  bool join(::wait_queue_head* queue) const {
    auto entries = entries_.lock();
    auto cursor = entries->cursor_front();
    while (auto next = cursor.peek_next()) {
      if (next->is_in(queue)) return true;
      // Its queue has gone.
      if (next->is_in(nullptr))
        std::move(next).remove();
      else
        cursor.move_next();
    }
    auto made = KBox<Entry>::make(GFP_KERNEL, *this, queue);
    if (made.is_err()) return false;
    entries->push_back(std::move(made).value());
    return true;
  }

  void wake(int exclusive, void* key) const {
    bindings::__wake_up(&waiting_, bindings::TASK_NORMAL, exclusive, key);
  }

  mutable ::wait_queue_head waiting_;
  // They go first, as they wake the queue.
  Mutex<Entries, "PollRelay::entries"> entries_;
};

}  // namespace kernel::detail
