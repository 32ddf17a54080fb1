// SPDX-License-Identifier: GPL-2.0
//
// PollCondVar and PollTable with a poller that is made as epoll is: an entry in the wait queue that
// outlives the call of the poll operation, and lets go when the queue goes (POLLFREE).
#include <kernel/ktap.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/poll.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/thread.hpp>
#include <optional>

using kernel::File;
using kernel::Mutex;
using kernel::PollCondVar;
using kernel::PollTable;
using kernel::SpinLockIrq;
using kernel::Thread;
using kernel::ThreadStop;

namespace {

constexpr unsigned long kPollFree = 0x4000;  // POLLFREE; a cast in C, so not in the bindings
constexpr unsigned long kHangUp = 0x10;      // EPOLLHUP

using State = Mutex<int, "Test::state">;

// What `struct eppoll_entry` of fs/eventpoll.c is.
struct Poller {
  ::wait_queue_entry entry = {};
  ::wait_queue_head* head = nullptr;
  ::file* file = nullptr;
  int events = 0;
  unsigned long last_key = 0;
};

int on_event(::wait_queue_entry* entry, unsigned int, int, void* key) {
  auto& poller = *static_cast<Poller*>(entry->private_);
  poller.last_key = reinterpret_cast<unsigned long>(key);
  if (poller.last_key & kPollFree) {
    // As ep_poll_callback(): out of the queue, whose lock is held; the head must not be used again.
    ::list_head& link = entry->entry;
    link.prev->next = link.next;
    link.next->prev = link.prev;
    link.next = link.prev = &link;
    poller.head = nullptr;
  } else {
    ++poller.events;
  }
  return 1;
}

// The table comes first, so that the queueing function finds what is around it.
struct Query {
  ::poll_table table;
  Poller* poller;
};

void queue_poller(::file* file, ::wait_queue_head* head, ::poll_table_struct* table) {
  Poller& poller = *reinterpret_cast<Query*>(table)->poller;
  poller.entry.func = &on_event;
  poller.entry.private_ = &poller;
  poller.head = head;
  poller.file = file;
  bindings::add_wait_queue(head, &poller.entry);
}

// No test looks into the file.
alignas(long) unsigned char file_room[64];
::file* some_file() { return reinterpret_cast<::file*>(file_room); }

// A driver's poll operation: first register, then look.
template <typename L, typename C>
int poll_operation(::file* file, ::poll_table* table, const L& state, const C& changed) {
  PollTable::from_raw(table).register_wait(File::from_raw(file), changed);
  return state.with([](int& level) { return level; });
}

template <typename L, typename C>
int poll(Poller& poller, const L& state, const C& changed) {
  Query query = {{&queue_poller, ~0U}, &poller};
  return poll_operation(some_file(), &query.table, state, changed);
}

TEST(notified) {
  State state(0);
  std::optional<PollCondVar<State, "Test::changed">> changed;
  changed.emplace();
  Poller first;
  Poller second;
  EXPECT_EQ(poll(first, state, *changed), 0);
  EXPECT(first.file == some_file());
  EXPECT(first.head == changed->as_raw());
  EXPECT_EQ(poll(second, state, *changed), 0);
  EXPECT_EQ(first.events, 0);

  state.with([](int& level) { level = 3; });
  changed->notify_one();
  EXPECT_EQ(first.events, 1);
  EXPECT_EQ(second.events, 1);
  EXPECT_EQ(first.last_key, 0UL);
  changed->notify_all();
  changed->notify_sync();
  EXPECT_EQ(first.events, 3);
  EXPECT_EQ(second.events, 3);

  // One closes by itself; the destructor detaches the other.
  bindings::remove_wait_queue(first.head, &first.entry);
  changed->notify_all();
  EXPECT_EQ(first.events, 3);
  EXPECT_EQ(second.events, 4);
  changed.reset();
  EXPECT_EQ(first.last_key & kPollFree, 0UL);
  EXPECT_EQ(second.last_key, kPollFree | kHangUp);
  EXPECT(second.head == nullptr);
  EXPECT(second.entry.entry.next == &second.entry.entry);
  EXPECT_EQ(second.events, 4);
}

// A poller beside a thread that waits: one notification is for both.
TEST(beside_waiters) {
  SpinLockIrq<int, "Test::state"> state(0);
  PollCondVar<decltype(state), "Test::changed"> changed;
  Poller poller;
  EXPECT_EQ(poll(poller, state, changed), 0);
  auto thread = Thread::spawn(kernel::GFP_KERNEL, "waiter", [&](ThreadStop&) {
    auto guard = state.lock();
    *guard = 1;
    changed.wait(guard, [](int& level) { return level == 2; });
    *guard = 3;
    return 7;
  });
  REQUIRE(thread.is_ok());
  auto level = [&] { return state.with([](int& now) { return now; }); };
  while (level() != 1) bindings::msleep(1);
  state.with([](int& now) { now = 2; });
  changed.notify_one();
  EXPECT_EQ(poller.events, 1);
  while (level() != 3) bindings::msleep(1);
  int result = std::move(thread).value().stop();
  EXPECT_EQ(result, 7);
}

// Nobody waits: a null table, and one without a queueing function.
TEST(who_does_not_wait) {
  State state(5);
  PollCondVar<State, "Test::changed"> changed;
  EXPECT_EQ(poll_operation(some_file(), nullptr, state, changed), 5);
  ::poll_table only_asks = {};
  EXPECT_EQ(poll_operation(some_file(), &only_asks, state, changed), 5);
  EXPECT(PollTable::from_raw(&only_asks).as_raw() == &only_asks);
  changed.notify_all();
}

TEST(events) {
  using kernel::PollEvents;
  // What programs know: <sys/epoll.h>.
  static_assert(kernel::EPOLLIN.as_raw() == 0x001 && kernel::EPOLLPRI.as_raw() == 0x002 &&
                kernel::EPOLLOUT.as_raw() == 0x004 && kernel::EPOLLERR.as_raw() == 0x008 &&
                kernel::EPOLLHUP.as_raw() == 0x010 && kernel::EPOLLRDNORM.as_raw() == 0x040 &&
                kernel::EPOLLWRNORM.as_raw() == 0x100);
  PollEvents events;
  EXPECT_EQ(events.as_raw(), 0U);
  EXPECT(events == PollEvents() && events.contains(PollEvents()));
  EXPECT(!events.contains(kernel::EPOLLIN));
  events |= kernel::EPOLLIN;
  events |= kernel::EPOLLHUP;
  EXPECT(events == (kernel::EPOLLHUP | kernel::EPOLLIN));
  EXPECT(events.contains(kernel::EPOLLIN) && events.contains(kernel::EPOLLIN | kernel::EPOLLHUP));
  EXPECT(!events.contains(kernel::EPOLLIN | kernel::EPOLLOUT));
  EXPECT_EQ(PollEvents::from_raw(0x2000).as_raw(), 0x2000U);
}

// A notification may come while the poller lets go by itself.
TEST(pollers_that_go) {
  State state(0);
  PollCondVar<State, "Test::changed"> changed;
  auto thread = Thread::spawn(kernel::GFP_KERNEL, "notifier", [&](ThreadStop& stop) {
    while (!stop.should_stop()) {
      changed.notify_all();
      bindings::schedule();
    }
  });
  REQUIRE(thread.is_ok());
  int events = 0;
  for (int i = 0; i < 2000 || events == 0; ++i) {
    Poller poller;
    poll(poller, state, changed);
    if (i % 64 == 0) bindings::msleep(1);
    bindings::remove_wait_queue(poller.head, &poller.entry);
    events += poller.events;
  }
  EXPECT(events > 0);
}

}  // namespace

KTAP_MODULE(poll_test, notified, beside_waiters, who_does_not_wait, events, pollers_that_go);
