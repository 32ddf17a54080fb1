// SPDX-License-Identifier: GPL-2.0
//
// RCU: a version stays while its reader is there, and goes after. Many threads that read and write
// at the same time are in guest/sync_stress.
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::GFP_KERNEL;
using kernel::rcu::Box;
using kernel::rcu::Pointer;
using kernel::rcu::ReadGuard;

namespace {

// Counts the objects there are; destroyed by a callback, too, so atomically.
struct Counted {
  static constinit kernel::Atomic<int> alive;
  explicit Counted(int number) : number(number) { alive.inc(kernel::Relaxed); }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { alive.dec(kernel::Relaxed); }
  int number;
};
constinit kernel::Atomic<int> Counted::alive;

int alive() { return Counted::alive.load(kernel::Relaxed); }

struct Limits {
  int low;
  int high;
};

struct alignas(64) Aligned {
  long number;
};

static_assert(sizeof(Pointer<Counted>) == sizeof(void*));
static_assert(sizeof(Box<Counted>) == sizeof(void*));
static_assert(!std::is_move_constructible_v<Pointer<Limits>> &&
              !std::is_copy_constructible_v<Box<Limits>> &&
              !std::is_move_constructible_v<ReadGuard> && !std::is_copy_constructible_v<ReadGuard>);
// A reader cannot change what others read, and a guard that ends at once guards nothing.
static_assert(std::is_same_v<
              decltype(std::declval<Pointer<Limits>&>().read(std::declval<const ReadGuard&>())),
              kernel::OptionalRef<const Limits>>);
template <typename P>
concept ReadsWithoutGuard = requires(P pointer) {
  pointer.read(ReadGuard());
};
static_assert(!ReadsWithoutGuard<Pointer<Limits>>);

template <typename T>
Box<T> make(int number) {
  return Box<T>::make(GFP_KERNEL, number).value();
}

// A chain that notes the order in which its nodes are destroyed, as digits.
struct Node {
  explicit Node(int number) : number(number) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() { destroyed = 10 * destroyed + std::exchange(number, 9); }
  static constinit int destroyed;
  int number;
  std::optional<Box<Node>> next;
};
constinit int Node::destroyed = 0;

TEST(a_box_takes_a_part_of_what_it_destroys) {
  Node::destroyed = 0;
  {
    auto head = make<Node>(1);
    head->next = make<Node>(2);
    (*head->next)->next = make<Node>(3);
    head = std::move(*head->next);
    EXPECT_EQ(Node::destroyed, 1);
    const Box<Node>& seen = head;
    EXPECT(seen->number == 2 && (*(*seen).next)->number == 3);
    Box<Node>& same = head;
    head = std::move(same);
    EXPECT_EQ(head->number, 2);
  }
  EXPECT_EQ(Node::destroyed, 123);
}
static_assert(std::is_same_v<decltype(*std::declval<const Box<Limits>&>()), const Limits&>);

TEST(reads_what_is_there) {
  Pointer<Limits> limits;
  {
    ReadGuard guard;
    EXPECT(!limits.read(guard));
  }
  limits.replace(Box<Limits>::make(GFP_KERNEL, 1, 5).value());
  {
    ReadGuard guard;
    auto found = limits.read(guard);
    REQUIRE(found);
    EXPECT_EQ(found->low, 1);
    EXPECT_EQ(found->high, 5);
  }
  limits.clear();
  ReadGuard guard;
  EXPECT(!limits.read(guard));
}

TEST(guards_nest) {
  Pointer<Limits> limits(Box<Limits>::make(GFP_KERNEL, 1, 5).value());
  kernel::SpinLock<int, "Test::counter"> counter(0);
  ReadGuard outer;
  auto found = limits.read(outer);
  {
    ReadGuard inner;
    auto lock = counter.lock();
    *lock += limits.read(inner)->high;
  }
  REQUIRE(found);
  EXPECT_EQ(found->high, 5);
}

TEST(boxes_are_changed_before_they_are_published) {
  auto box = Box<Limits>::make(GFP_KERNEL, 1, 5).value();
  box->low = 2;
  (*box).high = 3;
  const Pointer<Limits> limits(std::move(box));
  ReadGuard guard;
  EXPECT_EQ(limits.read(guard)->low, 2);
  EXPECT_EQ(limits.read(guard)->high, 3);
}

TEST(boxes_that_are_not_published_go_at_once) {
  {
    auto box = make<Counted>(1);
    EXPECT_EQ(alive(), 1);
    auto moved = std::move(box);
    EXPECT_EQ(moved->number, 1);
    moved = make<Counted>(2);
    EXPECT_EQ(alive(), 1);
  }
  EXPECT_EQ(alive(), 0);
}

// No grace period ends while this thread reads, on whatever processor.
TEST(old_versions_stay_for_their_readers) {
  Pointer<Counted> pointer(make<Counted>(1));
  {
    ReadGuard guard;
    auto old = pointer.read(guard);
    auto next = Box<Counted>::make(kernel::GFP_ATOMIC, 2);
    REQUIRE(old && next.is_ok());
    pointer.replace(std::move(next).value());
    EXPECT_EQ(alive(), 2);
    EXPECT_EQ(old->number, 1);
    EXPECT_EQ(pointer.read(guard)->number, 2);
  }
  kernel::rcu::barrier();
  EXPECT_EQ(alive(), 1);
  pointer.clear();
  kernel::rcu::barrier();
  EXPECT_EQ(alive(), 0);
}

TEST(synchronous_replacing_gives_the_old_version_back) {
  Pointer<Counted> pointer;
  EXPECT(!pointer.replace_sync(make<Counted>(1)));
  EXPECT(!Pointer<Counted>().clear_sync());
  {
    auto old = pointer.replace_sync(make<Counted>(2));
    REQUIRE(old);
    EXPECT_EQ((*old)->number, 1);
    EXPECT_EQ(alive(), 2);
    // It can be published again.
    auto newer = pointer.replace_sync(std::move(*old));
    REQUIRE(newer);
    EXPECT_EQ((*newer)->number, 2);
  }
  EXPECT_EQ(alive(), 1);
  {
    auto last = pointer.clear_sync();
    REQUIRE(last);
    EXPECT_EQ((*last)->number, 1);
  }
  EXPECT_EQ(alive(), 0);
  ReadGuard guard;
  EXPECT(!pointer.read(guard));
}

// The destructor waits for what it and replace() have put off: so nothing is left for the time
// after the module.
TEST(destroying_waits_for_the_callbacks) {
  {
    Pointer<Counted> pointer(make<Counted>(0));
    for (int i = 1; i < 50; ++i) pointer.replace(make<Counted>(i));
    EXPECT(alive() > 0);
  }
  EXPECT_EQ(alive(), 0);
}

// Objects without a destructor are freed by the kernel alone; the debug kernel looks for leaks.
TEST(trivial_objects_are_left_to_the_kernel) {
  Pointer<Limits> limits;
  for (int i = 0; i < 50; ++i) limits.replace(Box<Limits>::make(GFP_KERNEL, i, i).value());
  Pointer<Aligned> aligned(Box<Aligned>::make(GFP_KERNEL, 7).value());
  ReadGuard guard;
  auto found = aligned.read(guard);
  REQUIRE(found);
  EXPECT_EQ(found->number, 7);
  EXPECT(reinterpret_cast<unsigned long>(&*found) % alignof(Aligned) == 0);
}

TEST(alignment_and_callbacks) {
  struct alignas(128) Both : Counted {
    using Counted::Counted;
  };
  {
    Pointer<Both> pointer(make<Both>(3));
    pointer.replace(make<Both>(4));
    auto old = pointer.clear_sync();
    REQUIRE(old);
    EXPECT_EQ((*old)->number, 4);
  }
  EXPECT_EQ(alive(), 0);
}

TEST(reachable_by_an_arc) {
  {
    auto shared = kernel::Arc<Pointer<Counted>>::make(GFP_KERNEL, make<Counted>(1)).value();
    shared->replace(make<Counted>(2));
    ReadGuard guard;
    EXPECT_EQ(shared->read(guard)->number, 2);
    // The guard goes first, as the last owner may sleep.
  }
  EXPECT_EQ(alive(), 0);
}

TEST(waiting_without_readers) {
  kernel::rcu::synchronize();
  kernel::rcu::barrier();
}

// The section has begun before the waiting has, so that ends after it.
TEST(waiting_for_readers) {
  Pointer<Counted> pointer(make<Counted>(1));
  kernel::Atomic<int> stage;
  auto reader =
      kernel::Thread::spawn(GFP_KERNEL, "rcu_reader", [&pointer, &stage](kernel::ThreadStop& stop) {
        {
          ReadGuard guard;
          auto found = pointer.read(guard);
          stage.store(1, kernel::Release);
          for (int i = 0; i < 10; ++i) kernel::udelay(kernel::Delta::from_micros(500));
          stage.store(found->number == 1 ? 2 : -1, kernel::Relaxed);
        }
        stop.wait();
      });
  REQUIRE(reader.is_ok());
  while (stage.load(kernel::Acquire) == 0) kernel::msleep(kernel::Delta::from_millis(1));
  auto old = pointer.replace_sync(make<Counted>(2));
  EXPECT_EQ(stage.load(kernel::Relaxed), 2);
  REQUIRE(old);
  EXPECT_EQ((*old)->number, 1);
}

struct Chained {
  explicit Chained(int number) : counted(number) {}
  Chained(int number, Box<Chained> rest) : counted(number), next(std::move(rest)) {}
  Counted counted;
  kernel::rcu::Link<Chained> next;
};
static_assert(sizeof(kernel::rcu::Link<Chained>) == sizeof(void*));
static_assert(kernel::AtomicDestructible<Chained> && !kernel::AtomicDestructible<Pointer<Chained>>);

// The numbers of a chain, as digits.
int digits(const Pointer<Chained>& chain) {
  int number = 0;
  ReadGuard guard;
  for (auto at = chain.read(guard); at; at = at->next.read(guard)) {
    number = 10 * number + at->counted.number;
  }
  return number;
}

TEST(chains) {
  {
    Pointer<Chained> chain;
    Box<Chained> boxes[] = {make<Chained>(1), make<Chained>(2), make<Chained>(3), make<Chained>(4),
                            make<Chained>(5), make<Chained>(6), make<Chained>(7)};
    {
      ReadGuard guard;
      EXPECT(!chain.remove_front(guard));
      for (int i = 2; i >= 0; --i) chain.push_front(std::move(boxes[i]), guard);
      EXPECT_EQ(digits(chain), 123);
      auto second = chain.read(guard)->next.read(guard);
      chain.read(guard)->next.replace_front(std::move(boxes[3]), guard);
      EXPECT_EQ(digits(chain), 143);
      // Who had found the old one goes on from there.
      EXPECT_EQ(second->counted.number, 2);
      EXPECT_EQ(second->next.read(guard)->counted.number, 3);
      chain.read(guard)->next.push_front(std::move(boxes[4]), guard);
      EXPECT_EQ(digits(chain), 1543);
      EXPECT(chain.read(guard)->next.remove_front(guard));
      EXPECT_EQ(digits(chain), 143);
      chain.replace_front(std::move(boxes[5]), guard);
      EXPECT_EQ(digits(chain), 643);
      EXPECT(chain.remove_front(guard));
      EXPECT_EQ(digits(chain), 43);
      chain.read(guard)->next.replace(std::move(boxes[6]));
      EXPECT_EQ(digits(chain), 47);
      chain.read(guard)->next.clear();
      EXPECT_EQ(digits(chain), 4);
    }
    kernel::rcu::barrier();
    EXPECT_EQ(alive(), 1);
  }
  EXPECT_EQ(alive(), 0);
}

TEST(a_chain_is_built_before_it_is_published) {
  {
    auto second = Box<Chained>::make(GFP_KERNEL, 2, make<Chained>(3));
    auto first = Box<Chained>::make(GFP_KERNEL, 1, std::move(second).value());
    const Pointer<Chained> chain(std::move(first).value());
    EXPECT_EQ(digits(chain), 123);
    EXPECT_EQ(alive(), 3);
  }
  EXPECT_EQ(alive(), 0);
}

// Without end for a destructor that calls itself for the rest.
TEST(long_chains) {
#ifdef CONFIG_KASAN
  constexpr int length = 5'000;  // emulated, and so slow that the softirq would take half a minute
#else
  constexpr int length = 100'000;
#endif
  {
    Pointer<Chained> chain;
    for (int i = 0; i < length; ++i) {
      Box<Chained> box = make<Chained>(i);
      ReadGuard guard;
      chain.push_front(std::move(box), guard);
    }
    EXPECT_EQ(alive(), length);
    chain.clear();
    kernel::rcu::barrier();
    EXPECT_EQ(alive(), 0);
    // One that was not published goes in the same way.
    Box<Chained> first = make<Chained>(1);
    first->next.replace(make<Chained>(2));
  }
  EXPECT_EQ(alive(), 0);
}

}  // namespace

KTAP_MODULE(rcu_test, chains, a_chain_is_built_before_it_is_published, long_chains,
            a_box_takes_a_part_of_what_it_destroys, reads_what_is_there, guards_nest,
            boxes_are_changed_before_they_are_published, boxes_that_are_not_published_go_at_once,
            old_versions_stay_for_their_readers, synchronous_replacing_gives_the_old_version_back,
            destroying_waits_for_the_callbacks, trivial_objects_are_left_to_the_kernel,
            alignment_and_callbacks, reachable_by_an_arc, waiting_without_readers,
            waiting_for_readers);
