// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects with several owners.

#include <helpers/barrier.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/sync/refcount.hpp>
#include <kernel/types/foreign_ownable.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/relocatable.hpp>
#include <optional>

namespace kernel {

template <typename T>
class Arc;
template <typename T>
class UniqueArc;

namespace detail {

/// The number of owners and their object, in one block. The count comes first, so that it is found
/// without knowing of which derived class the object is.
template <typename T>
struct ArcBlock {
  Refcount owners;
  T value;
};

/// How far behind the count an object lies.
template <typename T>
inline constexpr size_t kArcOffset = alignof(T) > sizeof(Refcount) ? alignof(T) : sizeof(Refcount);

/// The object of a block.
template <typename T>
T* arc_object(Refcount* owners) {
  return reinterpret_cast<T*>(reinterpret_cast<char*>(owners) + kArcOffset<T>);
}

/// A block in which neither count nor object is; null if there is no memory.
template <typename T>
Refcount* arc_allocate(alloc::Flags flags) {
  static_assert(Send<T>, "an Arc shares its object with other threads, so it must be Send");
  return static_cast<Refcount*>(
      Kmalloc::allocate(sizeof(ArcBlock<T>), alignof(ArcBlock<T>), flags));
}

/// A block with an object from \p args, without the count.
template <typename T, typename... Args>
Refcount* arc_make(alloc::Flags flags, Args&&... args) {
  Refcount* owners = arc_allocate<T>(flags);
  if (!owners) return nullptr;
  ::new (static_cast<void*>(arc_object<T>(owners))) T{std::forward<Args>(args)...};
  return owners;
}

/// Lets \p init build an object in a block; gives that back if it fails.
template <typename T, typename Init>
[[gnu::always_inline]] inline Result<void> arc_init(Refcount* owners, Init&& init) {
  // SAFETY: the block has room for it.
  Result<void> result = Slot<T>::fill(arc_object<T>(owners), std::forward<Init>(init));
  if (result.is_err()) Kmalloc::deallocate(owners);
  return result;
}

/// Destroys the object, and gives the block back.
template <typename T>
void arc_destroy(Refcount* owners) {
  destroy(*arc_object<T>(owners));
  Kmalloc::deallocate(owners);
}

/// Whether owners of a U may become owners of a T, its base.
template <typename U, typename T>
concept ArcConverts = !std::is_same_v<U, T> && std::is_convertible_v<U*, T*>;

/// Refuses what an owner of the base T could not destroy.
template <typename T, typename U>
[[gnu::always_inline]] inline void require_arc_base(Refcount* owners) {
  static_assert(std::has_virtual_destructor_v<T>,
                "the last owner of a base destroys what is derived from it: give the base a "
                "virtual destructor");
  static_assert(!kCanBeSliced<T>,
                "copying through an owner of a base cuts off what is derived: make the base an "
                "interface, or delete its copy constructor and assignment");
  static_assert(kArcOffset<T> == kArcOffset<U>,
                "a shared object is aligned as its base is: give the base the same alignas");
  U* object = arc_object<U>(owners);
  require_start(static_cast<T*>(object), object);
}

}  // namespace detail

/// A shared object, borrowed: as good as a `const Arc&`, in one register and without the step
/// through the Arc.
///
///     struct Settings {
///       int level;
///     };
///     int level_of(kernel::ArcBorrow<Settings> settings) { return settings->level; }
///     # ---
///
///     auto settings = TRY(kernel::Arc<Settings>::make(kernel::GFP_KERNEL, 3));
///     EXPECT_EQ(level_of(settings.borrow()), 3);
///
/// \invariant An owner outlives it.
/// \context Any.
template <typename T>
class ArcBorrow {
 public:
  /// The same object, as one of its base: where an Arc converts.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): a derived object is an object of the base
  ArcBorrow(ArcBorrow<U> other) requires detail::ArcConverts<U, T> : owners_(other.owners_) {
    detail::require_arc_base<T, U>(owners_);
  }

  /// The object.
  const T& operator*() const { return *detail::arc_object<T>(owners_); }
  /// A member of the object.
  const T* operator->() const { return detail::arc_object<T>(owners_); }

 private:
  template <typename U>
  friend class Arc;
  template <typename U>
  friend class ArcBorrow;
  explicit ArcBorrow(Refcount* owners) : owners_(owners) {}

  Refcount* owners_;
};

/// One of several owners of an object; the last one destroys it. One pointer wide.
///
///     struct Settings {
///       int level;
///     };
///     auto settings = TRY(kernel::Arc<Settings>::make(kernel::GFP_KERNEL, 3));
///     kernel::Arc<Settings> another = settings;   // counts one owner more
///     EXPECT_EQ(another->level, 3);
///     EXPECT(ptr_eq(settings, another));
///
/// As others may use the object at the same time, from other threads as well, its type must be
/// Send, and it is constant; what changes in it must guard itself, with a lock or as an atomic.
/// Whoever is the only owner can change it: see UniqueArc.
///
/// An owner of a derived class becomes one of its base wherever one is wanted, if the base has a
/// virtual destructor, is the first with virtual functions, and an interface or not to be copied:
///
///     struct Shape {
///       virtual int area() const = 0;
///       virtual ~Shape() = default;
///     };
///     struct Square : Shape {
///       explicit Square(int side) : side(side) {}
///       int area() const override { return side * side; }
///       int side;
///     };
///     # ---
///     auto square = TRY(kernel::Arc<Square>::make(kernel::GFP_KERNEL, 3));
///     kernel::Arc<Shape> shape = square;   // one owner more of the same object
///     EXPECT_EQ(shape->area(), 9);
///
/// The count saturates instead of overflowing: the object then is never destroyed, and the kernel
/// warns.
///
/// One that was moved from is empty and must not be used any more but to be destroyed or assigned
/// to.
///
/// \invariant The pointer is that of a block with at least one owner, or null after a move.
/// \context Making: as the flags say. Copying: any. Destroying: where T may be destroyed.
/// \wraps{linux/refcount.h,core-api/refcount-vs-atomic.html}
template <typename T>
class Arc {
 public:
  /// An object with one owner, built from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Arc> make(alloc::Flags flags, Args&&... args) {
    Refcount* owners = detail::arc_make<T>(flags, std::forward<Args>(args)...);
    if (!owners) return ENOMEM;
    return Arc(::new (static_cast<void*>(owners)) Refcount(1));
  }

  /// An object with one owner, built by \p init in a Slot: for objects whose making can fail.
  ///
  ///     # #include <kernel/sync/srcu.hpp>
  ///     # ---
  ///     using Users = kernel::Srcu<"Example::users">;
  ///     auto users = TRY(kernel::Arc<Users>::init(kernel::GFP_KERNEL, Users::init));
  ///     users->synchronize();
  ///
  /// \errors #ENOMEM, and those of \p init, after which the memory is given back.
  template <typename Init>
  [[gnu::always_inline]] static Result<Arc> init(alloc::Flags flags, Init&& init) {
    Refcount* owners = detail::arc_allocate<T>(flags);
    if (!owners) return ENOMEM;
    TRY(detail::arc_init<T>(owners, std::forward<Init>(init)));
    return Arc(::new (static_cast<void*>(owners)) Refcount(1));
  }

  /// One owner more.
  Arc(const Arc& other) : owners_(other.owners_) { count(); }
  /// Takes the owner over; \p other is empty then.
  Arc(Arc&& other) : owners_(std::exchange(other.owners_, nullptr)) {}
  /// One owner more of an object whose class is derived from T.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): a derived object is an object of the base
  Arc(const Arc<U>& other) requires detail::ArcConverts<U, T> : owners_(other.owners_) {
    detail::require_arc_base<T, U>(owners_);
    count();
  }
  /// Takes the owner of an object whose class is derived from T over; \p other is empty then.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): the same
  Arc(Arc<U>&& other) requires detail::ArcConverts<U, T>
      : owners_(std::exchange(other.owners_, nullptr)) {
    detail::require_arc_base<T, U>(owners_);
  }
  /// Shares what was borrowed.
  explicit Arc(ArcBorrow<T> borrowed) : owners_(borrowed.owners_) { owners_->inc(); }
  /// Owns the object of \p other, and gives up its own.
  Arc& operator=(Arc other) {
    std::swap(owners_, other.owners_);
    return *this;
  }
  ~Arc() {
    if (owners_ && owners_->dec_and_test()) detail::arc_destroy<T>(owners_);
  }

  /// \name The object
  ///
  /// Not to be had of an Arc that goes at once: it may be the last owner.
  /// \{

  /// The object.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return *object(); }
  const T& operator*() const&& = delete;  // the Arc goes at once: give it a name first
  /// A member of the object.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return object(); }
  const T* operator->() const&& = delete;  // the Arc goes at once: give it a name first

  /// The object, borrowed for a function that needs no ownership.
  ArcBorrow<T> borrow() const& KERNEL_LIFETIME_BOUND { return ArcBorrow<T>(owners_); }
  ArcBorrow<T> borrow() const&& = delete;  // the Arc goes at once: give it a name first
  /// \}

  /// Gives this owner away, as the address of the object.
  ///
  /// \safety Somebody must hand it to from_raw() again.
  const T* into_raw() && {
    const T* raw = object();
    owners_ = nullptr;
    return raw;
  }

  /// Takes an owner over.
  ///
  /// \safety The address must come from into_raw() of an Arc of the same T, and may be taken over
  /// once.
  static Arc from_raw(const T* object) {
    char* bytes = reinterpret_cast<char*>(const_cast<T*>(object));
    return Arc(reinterpret_cast<Refcount*>(bytes - detail::kArcOffset<T>));
  }

  /// Whether both own the same object.
  friend bool ptr_eq(const Arc& left, const Arc& right) { return left.owners_ == right.owners_; }

 private:
  template <typename U>
  friend class Arc;
  friend class UniqueArc<T>;
  explicit Arc(Refcount* owners) : owners_(owners) {
    // So that the compiler need not check at the end.
    if (!owners_) __builtin_unreachable();
  }

  void count() {
    // INVARIANT: nobody copies what was moved from. The compiler need not check for null again.
    if (!owners_) __builtin_unreachable();
    owners_->inc();
  }

  T* object() const { return detail::arc_object<T>(owners_); }

  Refcount* owners_;
};

/// The only owner of an object that will be shared, or was: it can still be changed.
///
///     struct Settings {
///       int level;
///     };
///     auto settings = TRY(kernel::UniqueArc<Settings>::make(kernel::GFP_KERNEL));
///     settings->level = 3;
///     kernel::Arc<Settings> shared = std::move(settings).share();
///     EXPECT_EQ(shared->level, 3);
///
/// It can be moved and not copied. A constant one gives its object as constant. One of a derived
/// class converts to one of the base as an Arc does.
///
/// \invariant The pointer is that of a block that has no other owner, and whose count is 0 or not
/// written yet; or null after a move.
/// \context As for Arc.
template <typename T>
class UniqueArc {
 public:
  /// An object with one owner, built from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<UniqueArc> make(alloc::Flags flags, Args&&... args) {
    Refcount* owners = detail::arc_make<T>(flags, std::forward<Args>(args)...);
    if (!owners) return ENOMEM;
    return UniqueArc(owners);
  }

  /// An object with one owner, built by \p init in a Slot: for objects whose making can fail.
  ///
  /// \errors #ENOMEM, and those of \p init, after which the memory is given back.
  template <typename Init>
  [[gnu::always_inline]] static Result<UniqueArc> init(alloc::Flags flags, Init&& init) {
    Refcount* owners = detail::arc_allocate<T>(flags);
    if (!owners) return ENOMEM;
    TRY(detail::arc_init<T>(owners, std::forward<Init>(init)));
    return UniqueArc(owners);
  }

  /// The object, if \p arc is its only owner; otherwise \p arc stays as it is.
  ///
  /// \safety Nothing that was borrowed from \p arc may be in use any more. Making an Arc of it
  /// again is noticed: the kernel warns of an addition on 0.
  [[nodiscard]] static std::optional<UniqueArc> from_arc(Arc<T>&& arc) {
    // Nobody can add an owner meanwhile: there is no other to copy, and this one is ours.
    if (arc.owners_->read() != 1) return std::nullopt;
    // What the last of the others did before it went is done now.
    cpp_helper_smp_acquire__after_ctrl_dep();
    arc.owners_->set(0);
    return UniqueArc(std::exchange(arc.owners_, nullptr));
  }

  /// Takes the object over; \p other is empty then.
  UniqueArc(UniqueArc&& other) : owners_(std::exchange(other.owners_, nullptr)) {}
  /// Takes over an object whose class is derived from T; \p other is empty then.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): a derived object is an object of the base
  UniqueArc(UniqueArc<U>&& other) requires detail::ArcConverts<U, T>
      : owners_(std::exchange(other.owners_, nullptr)) {
    detail::require_arc_base<T, U>(owners_);
  }
  /// Takes the object of \p other, and destroys its own, of which \p other may be a part.
  UniqueArc& operator=(UniqueArc other) {
    std::swap(owners_, other.owners_);
    return *this;
  }
  ~UniqueArc() {
    if (owners_) detail::arc_destroy<T>(owners_);
  }

  /// \name The object
  ///
  /// Constant if the UniqueArc is; not to be had of one that goes at once.
  /// \{

  /// The object.
  T& operator*() & KERNEL_LIFETIME_BOUND { return *object(); }
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return *object(); }
  const T& operator*() const&& = delete;  // the owner goes at once: give it a name first
  /// A member of the object.
  T* operator->() & KERNEL_LIFETIME_BOUND { return object(); }
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return object(); }
  const T* operator->() const&& = delete;  // the owner goes at once: give it a name first
  /// \}

  /// Lets others own the object too.
  Arc<T> share() && {
    Refcount* owners = std::exchange(owners_, nullptr);
    return Arc<T>(::new (static_cast<void*>(owners)) Refcount(1));
  }

 private:
  template <typename U>
  friend class UniqueArc;
  explicit UniqueArc(Refcount* owners) : owners_(owners) {}

  T* object() const { return detail::arc_object<T>(owners_); }

  Refcount* owners_;
};

/// Owners of a shared object: the address is that of the object.
template <typename T>
struct ForeignOwnable<Arc<T>> {
  /// What borrow() gives.
  using Borrowed = const T&;
  /// What the address is a multiple of.
  static constexpr size_t kAlign = detail::kArcOffset<T>;

  /// The address of the object, which owns a share of it now.
  static void* into_foreign(Arc<T>&& arc) { return const_cast<T*>(std::move(arc).into_raw()); }

  /// The owner again.
  static Arc<T> from_foreign(void* object) {
    // SAFETY: the caller guarantees that an Arc of this type gave its share away.
    return Arc<T>::from_raw(static_cast<const T*>(object));
  }

  /// The object, without taking the owner back.
  static const T& borrow(void* object) { return *static_cast<const T*>(object); }
};

/// \cond
template <typename T>
inline constexpr bool kIsSend<Arc<T>> = Send<T>;
template <typename T>
inline constexpr bool kIsSend<UniqueArc<T>> = Send<T>;
template <typename T>
inline constexpr bool kIsSend<ArcBorrow<T>> = false;
template <typename T>
inline constexpr bool kIsRelocatable<Arc<T>> = true;
template <typename T>
inline constexpr bool kIsRelocatable<UniqueArc<T>> = true;
/// \endcond

}  // namespace kernel
