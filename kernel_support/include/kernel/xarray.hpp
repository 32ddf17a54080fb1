// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// An array with holes.

#include <helpers/xarray.h>

#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/foreign_ownable.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/opaque.hpp>
#include <optional>

namespace kernel {

/// What belongs to XArray.
namespace xarray {

/// Where XArray's Guard::alloc() begins to look for a free index.
enum class AllocKind {
  kAlloc,   ///< at 0
  kAlloc1,  ///< at 1; 0 is never handed out
};

/// The indices that XArray's Guard::alloc() may choose from.
struct Limit {
  u32 min = 0;    ///< the smallest
  u32 max = ~0U;  ///< the greatest
};

}  // namespace xarray

/// Maps indices to owned objects; for indices that lie close together, with holes between.
///
///     struct Point {
///       int x, y;
///     };
///     kernel::XArray<kernel::KBox<Point>> points(kernel::xarray::AllocKind::kAlloc);
///     auto box = TRY(kernel::KBox<Point>::make(kernel::GFP_KERNEL, 3, 4));
///
///     auto guard = points.lock();
///     TRY(guard.store(7, std::move(box), kernel::GFP_NOWAIT));
///     if (auto point = guard.get(7)) EXPECT_EQ(point->y, 4);
///     for (auto [index, point] : guard) pr_info("{}: {} {}\n", index, point.x, point.y);
///
/// The elements are reached through lock() only. P is the type of their owner, KBox for instance,
/// or another that has a ForeignOwnable. The array takes 16 bytes; the first element at an index
/// other than 0, and then about each 64th, needs memory, 576 bytes.
///
/// The array can be neither copied nor moved. What it holds is destroyed with it.
///
/// All arrays of one type are of one lock class: \p kName, "Owner::field", names it and sets it
/// apart from arrays of the same P elsewhere, as with a Lock.
///
/// \invariant The entries are objects that P gave away, and reserved indices.
/// \context Making: any. Destroying: where the elements may be destroyed.
/// \wraps{linux/xarray.h,core-api/xarray.html}
template <IsForeignOwnable P, LockName kName = "">
class XArray {
  using Foreign = ForeignOwnable<P>;
  using Class = detail::LockClass<XArray, XArray, kName>;
  static_assert(Foreign::kAlign >= 4,
                "an XArray marks entries in the lowest two bits of their addresses: align what P "
                "owns to 4 bytes");

  /// Only an XArray can make one, so that only it makes guards.
  class Key {
    friend class XArray;
    Key() = default;
  };

 public:
  /// How get() gives an element: an OptionalRef of a T that a Box owns.
  using Optional = typename detail::OptionalBorrowed<typename ForeignOwnable<P>::Borrowed>::Type;

  /// An element and where it is.
  struct Entry {
    size_t index;                      ///< its index
    typename Foreign::Borrowed value;  ///< the element itself
  };

  class KERNEL_SCOPED_CAPABILITY Guard;
  class TryGuard;
  class Iterator;
  class Range;

  /// An empty array.
  explicit XArray(xarray::AllocKind kind) {
    bool from_one = kind == xarray::AllocKind::kAlloc1;
    cpp_helper_xa_init_flags(xa_.as_raw(),
                             from_one ? bindings::XA_FLAGS_ALLOC1 : bindings::XA_FLAGS_ALLOC,
                             Class::name(), Class::key());
  }

  ~XArray() {
    if (cpp_helper_xa_empty(xa_.as_raw())) return;
    unsigned long index = 0;
    void* object = bindings::xa_find(xa_.as_raw(), &index, ~0UL, bindings::XA_PRESENT);
    while (object) {
      // SAFETY: it came from into_foreign(), and nobody can ask the array for it any more.
      static_cast<void>(Foreign::from_foreign(object));
      object = bindings::xa_find_after(xa_.as_raw(), &index, ~0UL, bindings::XA_PRESENT);
    }
    bindings::xa_destroy(xa_.as_raw());
  }

  /// Waits for the lock and holds it as long as the Guard is there.
  ///
  /// \context Not in interrupt handlers, neither hard nor soft ones: they would wait for the task
  /// that they interrupted. Until the guard goes nothing may sleep, with the exception that Guard
  /// names.
  [[nodiscard("the lock is released at once")]] Guard lock() const
      KERNEL_ACQUIRES(context::Atomic::capability) KERNEL_NOT_ANALYSED {
    cpp_helper_xa_lock(xa_.as_raw());
    return Guard(*this, Key());
  }

  /// Takes the lock if nobody has it.
  ///
  ///     # kernel::XArray<kernel::KBox<int>> numbers(kernel::xarray::AllocKind::kAlloc);
  ///     if (auto guard = numbers.try_lock()) EXPECT(guard->empty());
  ///
  /// \context As for lock().
  [[nodiscard("the lock is released at once")]] TryGuard try_lock() const {
    return TryGuard(*this, cpp_helper_xa_trylock(xa_.as_raw()));
  }

  /// The array, for C functions.
  ///
  /// \safety What C stores must be what P's ForeignOwnable gave away.
  ::xarray* as_raw() const { return xa_.as_raw(); }

 private:
  Opaque<::xarray> xa_;
};

/// The right to use the elements of an XArray: holds its lock.
///
/// What get(), find() and loops give is valid until the element is replaced or removed, the guard
/// goes, or a function of this class drops the lock:
///
/// store(), insert(), alloc() and reserve() may need memory. If their flags allow to sleep
/// (GFP_KERNEL), and no memory is at hand without, they **drop the lock**, allocate, and take it
/// again: meanwhile others may change the array. That is the only case in which they sleep; if it
/// must not happen, pass GFP_NOWAIT or GFP_ATOMIC, or reserve() the index before.
///
/// An owner that a function gives back and nobody keeps is destroyed under the lock: where that
/// must not be, because it sleeps, keep it in a variable that outlives the guard.
///
/// A guard can be neither copied nor moved, and lives in a local variable. For one operation that
/// gives nothing borrowed it may be a temporary: `TRY(points.lock().store(...))`.
///
/// \invariant The lock of the array is held by this thread.
/// \context Where a spinlock is held; dropping the lock: only where no other spinlock is held and
/// interrupts are on.
template <IsForeignOwnable P, LockName kName>
class [[nodiscard]] KERNEL_SCOPED_CAPABILITY XArray<P, kName>::Guard : NotThreadSafe {
 public:
  /// \cond
  Guard(const XArray& array, Key) : array_(array) {}
  /// \endcond
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  static void* operator new(size_t) = delete;
  ~Guard() KERNEL_RELEASES() { cpp_helper_xa_unlock(xa()); }

  /// The element at \p index, if there is one.
  Optional get(size_t index) const& KERNEL_LIFETIME_BOUND {
    void* object = bindings::xa_load(xa(), index);
    if (!object) return Optional();
    return Optional(Foreign::borrow(object));
  }
  Optional get(size_t index) const&& = delete;

  /// The first element at \p index or after it.
  std::optional<Entry> find(size_t index) const& {
    unsigned long found = index;
    void* object = bindings::xa_find(xa(), &found, ~0UL, bindings::XA_PRESENT);
    if (!object) return std::nullopt;
    return Entry{found, Foreign::borrow(object)};
  }
  std::optional<Entry> find(size_t index) const&& = delete;

  /// All elements, in the order of their indices. The one that the loop has reached may be removed.
  Iterator begin() const& { return range(0, ~0UL).begin(); }
  Iterator begin() const&& = delete;
  /// The end of all elements.
  typename Iterator::End end() const { return {}; }

  /// The elements from \p first to \p last, which is included, for a loop as over the guard itself.
  Range range(size_t first, size_t last) const& { return Range(xa(), first, last); }
  Range range(size_t first, size_t last) const&& = delete;

  /// Whether nothing is in the array and no index is reserved. After a failure with #ENOMEM it may
  /// be false although that is so: the kernel keeps the inner nodes it had got until then.
  bool empty() const { return cpp_helper_xa_empty(xa()); }

  /// Moves \p value to \p index and gives back what was there. On failure \p value stays as it is.
  ///
  /// It does not fail at an index that has an element or is reserved.
  ///
  /// \context May drop the lock, as said above.
  /// \errors #ENOMEM.
  Result<std::optional<P>> store(size_t index, P&& value, alloc::Flags flags) {
    void* object = Foreign::into_foreign(std::move(value));
    void* old = bindings::__xa_store(xa(), index, object, flags.as_raw());
    if (int error = cpp_helper_xa_err(old)) return give_back(value, object, error);
    return {std::in_place, take(old)};
  }

  /// The same, dropping the lock if there is no memory at hand.
  Result<std::optional<P>> store(size_t index, P&& value,
                                 alloc::SleepingFlags flags) KERNEL_NOT_ANALYSED {
    return store(index, std::move(value), static_cast<alloc::Flags>(flags));
  }

  /// Moves \p value to \p index, where nothing may be. On failure \p value stays as it is.
  ///
  /// \context May drop the lock, as said above.
  /// \errors #EBUSY if an element is there or the index is reserved; #ENOMEM. With
  /// xarray::AllocKind::kAlloc1, 0 can be reserved without anybody's doing.
  Result<void> insert(size_t index, P&& value, alloc::Flags flags) {
    void* object = Foreign::into_foreign(std::move(value));
    int error = bindings::__xa_insert(xa(), index, object, flags.as_raw());
    if (error) return give_back(value, object, error);
    return {};
  }

  /// The same, dropping the lock if there is no memory at hand.
  Result<void> insert(size_t index, P&& value, alloc::SleepingFlags flags) KERNEL_NOT_ANALYSED {
    return insert(index, std::move(value), static_cast<alloc::Flags>(flags));
  }

  /// Moves \p value to the smallest index where nothing is, and gives the index. On failure \p
  /// value stays as it is.
  ///
  /// \context May drop the lock, as said above.
  /// \errors #EBUSY if there is none up to 4294967295; #ENOMEM.
  Result<u32> alloc(P&& value, alloc::Flags flags) {
    return alloc(std::move(value), xarray::Limit{}, flags);
  }

  /// The same, dropping the lock if there is no memory at hand.
  Result<u32> alloc(P&& value, alloc::SleepingFlags flags) KERNEL_NOT_ANALYSED {
    return alloc(std::move(value), xarray::Limit{}, static_cast<alloc::Flags>(flags));
  }

  /// Moves \p value to the smallest index within \p limit where nothing is, and gives the index. On
  /// failure \p value stays as it is.
  ///
  ///     # kernel::XArray<kernel::KBox<int>> numbers(kernel::xarray::AllocKind::kAlloc);
  ///     # auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 3));
  ///     # auto guard = numbers.lock();
  ///     kernel::xarray::Limit handles = {.min = 1, .max = 255};
  ///     u32 handle = TRY(guard.alloc(std::move(box), handles, kernel::GFP_NOWAIT));
  ///     EXPECT_EQ(handle, 1);
  ///
  /// \context May drop the lock, as said above.
  /// \errors #EBUSY if there is none; #ENOMEM.
  Result<u32> alloc(P&& value, xarray::Limit limit, alloc::Flags flags) {
    void* object = Foreign::into_foreign(std::move(value));
    // A kAlloc1 array hands 0 out, too, after an element there was removed.
    if (limit.min == 0 && (xa()->xa_flags & bindings::XA_FLAGS_ZERO_BUSY)) limit.min = 1;
    u32 index = 0;
    int error = bindings::__xa_alloc(xa(), &index, object, {.max = limit.max, .min = limit.min},
                                     flags.as_raw());
    if (error) return give_back(value, object, error);
    return index;
  }

  /// The same, dropping the lock if there is no memory at hand.
  Result<u32> alloc(P&& value, xarray::Limit limit,
                    alloc::SleepingFlags flags) KERNEL_NOT_ANALYSED {
    return alloc(std::move(value), limit, static_cast<alloc::Flags>(flags));
  }

  /// Takes the element at \p index out, if there is one. A reserved index becomes free.
  std::optional<P> remove(size_t index) { return take(bindings::__xa_erase(xa(), index)); }

  /// Sets \p index aside, with the memory that a store() there needs: that will not fail. Until
  /// then nothing is there for get() and loops, but insert() and alloc() count it as taken.
  ///
  /// \context May drop the lock, as said above.
  /// \errors #EBUSY if an element is there or the index is reserved; #ENOMEM.
  Result<void> reserve(size_t index, alloc::Flags flags) {
    return to_result(bindings::__xa_insert(xa(), index, nullptr, flags.as_raw()));
  }

  /// The same, dropping the lock if there is no memory at hand.
  Result<void> reserve(size_t index, alloc::SleepingFlags flags) KERNEL_NOT_ANALYSED {
    return reserve(index, static_cast<alloc::Flags>(flags));
  }

  /// Makes a reserved index free again. What was stored there since then stays.
  void release(size_t index) {
    bindings::__xa_cmpxchg(xa(), index, cpp_helper_XA_ZERO_ENTRY(), nullptr, 0);
  }

 private:
  ::xarray* xa() const { return array_.as_raw(); }

  static Error give_back(P& value, void* object, int error) {
    // SAFETY: it came from into_foreign() just now, and the array did not take it.
    value = Foreign::from_foreign(object);
    return Error::from_errno(error);
  }

  static std::optional<P> take(void* object) {
    if (!object) return std::nullopt;
    // SAFETY: it came from into_foreign(), and the array has it no more.
    return Foreign::from_foreign(object);
  }

  const XArray& array_;
};

/// Holds the lock of an XArray, or nothing: what XArray::try_lock() gives. It leads to a Guard, and
/// has a name: `if (points.try_lock())`, which would unlock before the block begins, does not
/// compile.
///
/// \invariant As for Guard, if there is one.
template <IsForeignOwnable P, LockName kName>
class [[nodiscard]] XArray<P, kName>::TryGuard : NotThreadSafe {
 public:
  TryGuard(const TryGuard&) = delete;
  TryGuard& operator=(const TryGuard&) = delete;
  static void* operator new(size_t) = delete;

  /// Whether it holds the lock.
  explicit operator bool() const& { return guard_.has_value(); }
  explicit operator bool() const&& = delete;  // without a name it would unlock at once
  /// The guard; asking for it where the lock is not held is a bug and stops the thread with an
  /// oops.
  Guard& operator*() & KERNEL_LIFETIME_BOUND {
    if (!guard_) bug("this guard does not hold the lock: ask it before");
    return *guard_;
  }
  /// A member of the guard, with the same check.
  Guard* operator->() & KERNEL_LIFETIME_BOUND { return &**this; }
  Guard& operator*() && = delete;
  Guard* operator->() && = delete;

 private:
  friend class XArray;
  TryGuard(const XArray& array, bool held) {
    if (held) guard_.emplace(array, Key());
  }

  std::optional<Guard> guard_;
};

/// Where a loop over an XArray is.
template <IsForeignOwnable P, LockName kName>
class XArray<P, kName>::Iterator : NotThreadSafe {
 public:
  /// Where each loop ends.
  struct End {};

  /// The element.
  Entry operator*() const { return {index_, Foreign::borrow(object_)}; }

  /// Goes on to the next one.
  Iterator& operator++() {
    object_ = bindings::xa_find_after(xa_, &index_, last_, bindings::XA_PRESENT);
    return *this;
  }

  /// Whether there is none any more.
  friend bool operator==(const Iterator& iterator, End) { return !iterator.object_; }

 private:
  friend class Range;

  Iterator(::xarray* xa, size_t first, size_t last) : xa_(xa), index_(first), last_(last) {
    object_ = bindings::xa_find(xa_, &index_, last_, bindings::XA_PRESENT);
  }

  ::xarray* xa_;
  unsigned long index_;
  unsigned long last_;
  void* object_;
};

/// Some of the elements of an XArray.
template <IsForeignOwnable P, LockName kName>
class XArray<P, kName>::Range : NotThreadSafe {
 public:
  /// The first one.
  Iterator begin() const { return Iterator(xa_, first_, last_); }
  /// The end.
  typename Iterator::End end() const { return {}; }

 private:
  friend class Guard;

  Range(::xarray* xa, size_t first, size_t last) : xa_(xa), first_(first), last_(last) {}

  ::xarray* xa_;
  size_t first_;
  size_t last_;
};

/// \cond
template <typename P, LockName kName>
inline constexpr bool kIsSend<XArray<P, kName>> = Send<P>;
/// \endcond

}  // namespace kernel
