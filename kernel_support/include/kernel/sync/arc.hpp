// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects with several owners.

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/refcount.hpp>
#include <kernel/types/foreign_ownable.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <optional>

namespace kernel {

template <typename T>
class Arc;
template <typename T>
class UniqueArc;

namespace detail {

/// A shared object and the number of its owners, in one block.
template <typename T>
struct ArcBlock {
  template <typename... Args>
  explicit ArcBlock(Args&&... args) : value{std::forward<Args>(args)...} {}

  /// The first member, so that the address of the object is that of the block.
  T value;
  Refcount owners;
};

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
  /// The object.
  const T& operator*() const { return block_->value; }
  /// A member of the object.
  const T* operator->() const { return &block_->value; }

 private:
  friend class Arc<T>;
  explicit ArcBorrow(detail::ArcBlock<T>* block) : block_(block) {}

  detail::ArcBlock<T>* block_;
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
/// The count saturates instead of overflowing: the object then is never destroyed, and the kernel
/// warns.
///
/// \invariant The pointer is that of a block with at least one owner, or null after a move.
/// \context Making: as the flags say. Copying: any. Destroying: where T may be destroyed.
/// \wraps{linux/refcount.h,core-api/refcount-vs-atomic.html}
template <typename T>
class Arc {
  using Block = detail::ArcBlock<T>;

 public:
  /// An object with one owner, built from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Arc> make(alloc::Flags flags, Args&&... args) {
    static_assert(Send<T>, "an Arc shares its object with other threads, so it must be Send");
    auto box = TRY(KBox<Block>::make(flags, std::forward<Args>(args)...));
    return Arc(std::move(box).into_raw());
  }

  /// One owner more.
  Arc(const Arc& other) : block_(other.block_) {
    // INVARIANT: nobody copies what was moved from. The compiler need not check for null again.
    if (!block_) __builtin_unreachable();
    block_->owners.inc();
  }
  /// Takes the owner over; \p other is empty then.
  Arc(Arc&& other) : block_(other.block_) { other.block_ = nullptr; }
  /// Shares what was borrowed.
  explicit Arc(ArcBorrow<T> borrowed) : block_(borrowed.block_) { block_->owners.inc(); }
  /// Gives up its own object and owns that of \p other.
  Arc& operator=(Arc other) {
    Block* block = block_;
    block_ = other.block_;
    other.block_ = block;
    return *this;
  }
  ~Arc() {
    if (block_ && block_->owners.dec_and_test()) KBox<Block>::from_raw(block_);
  }

  /// The object.
  const T& operator*() const { return block_->value; }
  /// A member of the object.
  const T* operator->() const { return &block_->value; }

  /// The object, borrowed for a function that needs no ownership.
  ArcBorrow<T> borrow() const { return ArcBorrow<T>(block_); }

  /// Gives this owner away, as the address of the object.
  ///
  /// \safety Somebody must hand it to from_raw() again.
  const T* into_raw() && {
    Block* block = block_;
    block_ = nullptr;
    return &block->value;
  }

  /// Takes an owner over.
  ///
  /// \safety The address must come from into_raw(), and may be taken over once.
  static Arc from_raw(const T* object) {
    // The object is the first member of its block.
    return Arc(reinterpret_cast<Block*>(const_cast<T*>(object)));
  }

  /// Whether both own the same object.
  friend bool ptr_eq(const Arc& left, const Arc& right) { return left.block_ == right.block_; }

 private:
  friend class UniqueArc<T>;
  explicit Arc(Block* block) : block_(block) {}

  Block* block_;
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
/// \invariant The pointer is that of a block with exactly one owner, or null after a move.
/// \context As for Arc.
template <typename T>
class UniqueArc {
  using Block = detail::ArcBlock<T>;

 public:
  /// An object with one owner, built from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<UniqueArc> make(alloc::Flags flags, Args&&... args) {
    static_assert(Send<T>, "an Arc shares its object with other threads, so it must be Send");
    auto box = TRY(KBox<Block>::make(flags, std::forward<Args>(args)...));
    return UniqueArc(std::move(box));
  }

  /// The object, if \p arc is its only owner; otherwise \p arc stays as it is.
  static std::optional<UniqueArc> from_arc(Arc<T>&& arc) {
    // Nobody can add an owner meanwhile: there is no other to copy, and this one is ours.
    if (arc.block_->owners.read() != 1) return std::nullopt;
    // SAFETY: the block comes from a KBox, and the only owner gives it up.
    return UniqueArc(KBox<Block>::from_raw(std::exchange(arc.block_, nullptr)));
  }

  /// The object.
  T& operator*() & { return box_->value; }
  const T& operator*() const& { return box_->value; }
  const T& operator*() const&& = delete;
  /// A member of the object.
  T* operator->() & { return &box_->value; }
  const T* operator->() const& { return &box_->value; }
  const T* operator->() const&& = delete;

  /// Lets others own the object too.
  Arc<T> share() && { return Arc<T>(std::move(box_).into_raw()); }

 private:
  explicit UniqueArc(KBox<Block> box) : box_(std::move(box)) {}

  KBox<Block> box_;
};

/// Owners of a shared object: the address is that of the object.
template <typename T>
struct ForeignOwnable<Arc<T>> {
  /// What borrow() gives.
  using Borrowed = const T&;
  /// What the address is a multiple of.
  static constexpr size_t kAlign = alignof(detail::ArcBlock<T>);

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
/// \endcond

}  // namespace kernel
