// SPDX-License-Identifier: GPL-2.0
// Misuse that a check stops while it runs: each ends the thread that did it, and says why before.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/bitmap.hpp>
#include <kernel/cred.hpp>
#include <kernel/fs/file.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/locked_by.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/set_once.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/workqueue.hpp>

MODULE_PARAM(which, kernel::CStr, "", 0444, "what to do wrong");

using kernel::CStr;
using kernel::FileDescriptorReservation;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Result;

// What the compiler cannot know when it translates the functions below.
[[gnu::noipa]] static size_t three() { return 3; }
static void use(auto&& value) { asm volatile("" : : "r"(&value) : "memory"); }

// misuse: Vectors: an index beyond the last element
// rust: panic at run time
// says: a vector has no such element: compare with size() first
[[gnu::noipa]] static Result<void> vector_index() {
  auto numbers = TRY(KVec<int>::from_elem(7, 3, GFP_KERNEL));
  use(numbers[three()]);
  return {};
}

// misuse: Values and errors: the value is taken where there is an error
// rust: panic at run time: `unwrap()` on `Err`
// says: a Result with an error has no value: TRY it, or ask is_ok() first
[[gnu::noipa]] static Result<int> half(size_t number) {
  if (number % 2) return kernel::EINVAL;
  return static_cast<int>(number / 2);
}
[[gnu::noipa]] static Result<void> no_value() {
  int number = half(three()).value();
  use(number);
  return {};
}

// misuse: Values and errors: the error is taken where there is none
// rust: panic at run time: `unwrap_err()` on `Ok`
// says: a Result with a value has no error: ask is_err() first
[[gnu::noipa]] static Result<void> no_error() {
  kernel::Error error = half(three() + 1).error();
  use(error);
  return {};
}

// misuse: Values and errors: a reference that may be missing is followed unasked
// rust: compile error: it is an `Option`; panic at run time: `unwrap()`
// says: an OptionalRef without an object is used: ask it first
[[gnu::noipa]] static Result<void> no_object() {
  kernel::SetOnce<int> speed;
  use(*speed.as_ref());
  return {};
}

// misuse: Strings: the rest of a text behind its end
// rust: panic at run time
// says: a string ends before the index: compare with size() first
[[gnu::noipa]] static Result<void> behind_text() {
  CStr text = "ab";
  use(text.substr(three()));
  return {};
}

struct Job : kernel::ListLinks<> {};

// misuse: Lists: the first element of an empty list
// rust: compile error: it is an `Option`; panic at run time: `unwrap()`
// says: a list is empty: ask empty() first
[[gnu::noipa]] static Result<void> empty_list() {
  kernel::List<KBox<Job>> jobs;
  use(jobs.front());
  return {};
}

// misuse: Trees: an entry is taken for occupied where it is vacant
// rust: compile error: an `Entry` is matched
// says: an entry of a tree is not there: ask is_occupied() first
[[gnu::noipa]] static Result<void> vacant_entry() {
  kernel::RBTree<int, int> tree;
  auto entry = tree.entry(static_cast<int>(three()));
  auto occupied = std::move(entry).occupied();
  use(occupied);
  return {};
}

// misuse: Trees: an entry is taken for vacant where it is occupied
// rust: compile error: an `Entry` is matched
// says: an entry of a tree is there: ask is_vacant() first
[[gnu::noipa]] static Result<void> occupied_entry() {
  kernel::RBTree<int, int> tree;
  TRY(tree.try_create_and_insert(3, 9, GFP_KERNEL));
  auto entry = tree.entry(static_cast<int>(three()));
  auto vacant = std::move(entry).vacant();
  use(vacant);
  return {};
}

// misuse: Arrays and ids: a bit behind the end of a bitmap
// rust: not caught, or a panic with `CONFIG_RUST_BITMAP_HARDENED`
// says: a bitmap has no such bit: compare with size() first
[[gnu::noipa]] static Result<void> behind_bitmap() {
  kernel::Bitmap<3> used;
  used.set(three());
  use(used);
  return {};
}

// misuse: Arrays and ids: a range of bits that ends behind a bitmap
// rust: the API has no such call
// says: a bitmap has no such bits: compare with size() first
[[gnu::noipa]] static Result<void> bits_behind_bitmap() {
  kernel::Bitmap<3> used;
  used.set_range(1, three());
  use(used);
  return {};
}

// misuse: Locks: data is used where a lock was tried and not taken
// rust: compile error: it is an `Option`; panic at run time: `unwrap()`
// says: a TryGuard without the lock is used: ask it first
[[gnu::noipa]] static bool try_again(kernel::Mutex<int>& counter) {
  auto guard = counter.try_lock();
  return ++*guard > 0;
}
[[gnu::noipa]] static Result<void> not_locked() {
  struct Shared {
    kernel::Mutex<int> counter{0};
    kernel::Completion locked;
    kernel::Completion done;
  };
  // The lock is held by another thread, as one that ends must not hold it.
  static constinit Shared* shared = nullptr;
  auto box = TRY(KBox<Shared>::make(GFP_KERNEL));
  shared = box.as_raw();
  auto holder = TRY(kernel::Thread::spawn(GFP_KERNEL, "holder", [] {
    auto guard = shared->counter.lock();
    shared->locked.complete();
    shared->done.wait();
  }));
  shared->locked.wait();
  auto wrong = TRY(kernel::Thread::spawn(GFP_KERNEL, "wrong", [] {
    if (try_again(shared->counter)) pr_info("locked\n");
  }));
  kernel::fsleep(kernel::Delta::from_millis(50));
  std::move(wrong).stop();
  shared->done.complete();
  std::move(holder).join();
  return {};
}

// misuse: Locks: data is written by a writer that let readers in
// rust: compile error: use after move (E0382)
// says: a WriteGuard is used after downgrade(): use the new guard
[[gnu::noipa]] static Result<void> downgraded() {
  kernel::RwSemaphore<int> limit(1);
  auto writer = limit.write();
  { auto reader = std::move(writer).downgrade(); }
  *writer = 2;  // NOLINT(bugprone-use-after-move)
  return {};
}

// misuse: Work and timers: a work is destroyed by its own function, and waits for itself
// rust: the API has no such call: the queue owns an Arc of it
// says: a Work is destroyed by its function: let another one do that
struct Device {
  void on_work() { std::destroy_at(&work); }
  kernel::Work<&Device::on_work> work{*this, kernel::workqueue::system_unbound()};
};
[[gnu::noipa]] static Result<void> work_of_itself() {
  auto device = TRY(KBox<Device>::make(GFP_KERNEL));
  device->work.enqueue();
  kernel::fsleep(kernel::Delta::from_millis(50));
  // SAFETY: nobody frees it, as its worker has come to an end in it.
  use(std::move(device).into_raw());
  return {};
}

// misuse: Language: the constructor of a base calls what only a derived class has
// rust: the language has no constructors: an object is whole before it is used
// says: a pure virtual function is called: do that when the object is whole
struct Shape {
  Shape();
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
  virtual ~Shape() = default;
  virtual int area() const = 0;
};
struct Square : Shape {
  int area() const override { return 9; }
};
[[gnu::noipa]] static int twice_the_area(const Shape& shape) { return 2 * shape.area(); }
Shape::Shape() { use(twice_the_area(*this)); }
[[gnu::noipa]] static Result<void> not_whole() {
  Square square;
  use(square);
  return {};
}

// misuse: Files and devices: a group of a user beyond the last one
// rust: the API has no groups yet
// says: there are fewer groups: ask group_count()
[[gnu::noipa]] static Result<void> behind_groups() {
  auto mine = kernel::Credential::current();
  use(mine->group(mine->group_count() + three()));
  return {};
}

// misuse: Files and devices: a descriptor that was reserved is installed twice
// rust: compile error: use of moved value (E0382)
// says: a reservation is used that is empty: reserve another descriptor
[[gnu::noipa]] static Result<void> reservation_empty() {
  auto reservation = TRY(FileDescriptorReservation::get_unused_fd_flags(0));
  auto other = std::move(reservation);
  // NOLINTNEXTLINE(bugprone-use-after-move): that is the mistake
  use(reservation.reserved_fd());
  return {};
}

// misuse: Files and devices: a descriptor that was reserved is used by another task, in a lambda
// rust: compile error: a closure with it is not Send (E0277)
// says: a reservation of another task is used: let that one do it
[[gnu::noipa]] static Result<void> reservation_of_other() {
  auto reservation = TRY(FileDescriptorReservation::get_unused_fd_flags(0));
  auto thread = TRY(kernel::Thread::spawn(
      GFP_KERNEL, "other", [mine = std::move(reservation)] { use(mine.reserved_fd()); }));
  kernel::fsleep(kernel::Delta::from_millis(100));
  std::move(thread).stop();
  return {};
}

// misuse: Boxes: an object of a class that is not known here is deleted
// rust: unsafe code only
// says: an object was deleted, and leaks: leave that to the box that owns it
struct Figure {
  Figure() = default;
  Figure(const Figure&) = delete;
  Figure& operator=(const Figure&) = delete;
  virtual ~Figure() = default;
};
struct Circle : Figure {};
// NOLINTNEXTLINE(cppcoreguidelines-owning-memory): that is the mistake
[[gnu::noipa]] static void give_up(Figure* figure) { delete figure; }
[[gnu::noipa]] static Result<void> deleted() {
  auto box = TRY(KBox<Circle>::make(GFP_KERNEL));
  give_up(std::move(box).into_raw());
  return {};
}

struct Misuse {
  CStr name;
  Result<void> (*function)();
  bool ends;  // the thread that calls it, not one of its own
};
static constexpr Misuse kAll[] = {
    {"vector_index", &vector_index, true},
    {"no_value", &no_value, true},
    {"no_error", &no_error, true},
    {"no_object", &no_object, true},
    {"behind_text", &behind_text, true},
    {"empty_list", &empty_list, true},
    {"vacant_entry", &vacant_entry, true},
    {"occupied_entry", &occupied_entry, true},
    {"behind_bitmap", &behind_bitmap, true},
    {"not_locked", &not_locked, false},
    {"downgraded", &downgraded, true},
    {"work_of_itself", &work_of_itself, false},
    {"not_whole", &not_whole, true},
    {"bits_behind_bitmap", &bits_behind_bitmap, true},
    {"behind_groups", &behind_groups, true},
    {"reservation_empty", &reservation_empty, true},
    {"reservation_of_other", &reservation_of_other, false},
    {"deleted", &deleted, false},
};

struct MisuseTest : kernel::Module<MisuseTest> {
  static Result<MisuseTest> init(kernel::ThisModule&) {
    for (const Misuse& one : kAll) {
      if (which.get() != one.name) continue;
      auto thread = TRY(kernel::Thread::spawn(GFP_KERNEL, "misuse", [&one] {
        Result<void> result = one.function();
        if (one.ends || result.is_err()) pr_info("nothing stopped it\n");
      }));
      // It has come to its end, one way or the other. join() would wait for its last word.
      kernel::fsleep(kernel::Delta::from_millis(200));
      std::move(thread).stop();
      return {std::in_place};
    }
    return kernel::EINVAL;
  }
};

KERNEL_MODULE(MisuseTest, {
  .name = "misuse_test",
  .description = "Broken on purpose",
  .license = "GPL",
});
