// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// One object in memory of its own.

#include <kernel/alloc/allocator.hpp>
#include <kernel/build_assert.hpp>
#include <kernel/init.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/relocatable.hpp>

namespace kernel {

namespace detail {

/// Refuses a base whose address is not that of its object. Outside of the template, as clang takes
/// the assertion once only.
[[gnu::always_inline]] inline void require_start(const void* base, const void* object) {
  BUILD_ASSERT(base == object,
               "a box cannot be of a base behind the start of its object: derive from it first");
}

/// Whether the part of an object that is a T can be copied out of it, or over it, as `Base b =
/// *box` does. An abstract T without data has nothing to copy.
template <typename T>
inline constexpr bool kCanBeSliced = std::is_copy_constructible_v<T> ||
                                     std::is_move_constructible_v<T> ||
                                     ((std::is_copy_assignable_v<T> ||
                                       std::is_move_assignable_v<T>)&&sizeof(T) > sizeof(void*));

}  // namespace detail

/// Room for a T in memory of its own, not filled yet; see Box::make_uninit.
///
///     using Number = kernel::KBox<int>;
///     kernel::KBox<kernel::Uninit<int>> room = TRY(Number::make_uninit(kernel::GFP_KERNEL));
///     Number number = std::move(room).write(7);   // cannot fail
///     EXPECT_EQ(*number, 7);
template <typename T>
class Uninit {
 public:
  /// What there is room for.
  using Object = T;

 private:
  alignas(T) unsigned char bytes_[sizeof(T)];
};

/// Owns one object in memory from the allocator A; one pointer wide.
///
///     struct Point {
///       int x, y;
///     };
///     auto point = TRY(kernel::KBox<Point>::make(kernel::GFP_KERNEL, 3, 4));
///     EXPECT_EQ(point->y, 4);
///
/// The object is destroyed and its memory given back with the box. A box can be moved and not
/// copied; one that was moved from is empty and must not be used any more but to be destroyed or
/// assigned to.
///
/// A box of a derived class becomes a box of its base wherever one is wanted, if the base has a
/// virtual destructor and cannot be copied: so objects of several classes live in one container.
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
///     kernel::KBox<Shape> shape = TRY(kernel::KBox<Square>::make(kernel::GFP_KERNEL, 3));
///     EXPECT_EQ(shape->area(), 9);
///
/// KBox, VBox and KVBox use Kmalloc, Vmalloc and KVmalloc.
///
/// \invariant The pointer is null after a move, and otherwise the address of a block of A, which
/// holds a T, or an object of a derived class if T has a virtual destructor. \context Making: as
/// the flags say. Destroying: where T may be destroyed; a VBox or KVBox not in interrupt context.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
template <typename T, alloc::Allocator A>
class Box {
  static_assert(!std::is_array_v<T> || std::is_bounded_array_v<T>,
                "an array whose length is not known while compiling is a Vec");

 public:
  /// A box with an object built in it from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Box> make(alloc::Flags flags, Args&&... args) {
    void* memory = A::allocate(sizeof(T), alignof(T), flags);
    if (!memory) return ENOMEM;
    ::new (memory) T{std::forward<Args>(args)...};
    return Box(static_cast<T*>(memory));
  }

  /// A box with an object that \p init builds in a Slot: for objects whose making can fail.
  ///
  /// \errors #ENOMEM, and those of \p init, after which the memory is given back.
  template <typename Init>
  [[gnu::always_inline]] static Result<Box> init(alloc::Flags flags, Init&& init) {
    auto room = TRY(make_uninit(flags));
    return fill(std::move(room), std::forward<Init>(init));
  }

  /// The same in memory near the NUMA node \p node; of allocators that know nodes.
  template <typename Init>
  [[gnu::always_inline]] static Result<Box> init(
      alloc::Flags flags, Init&& init, alloc::NumaNode node) requires alloc::NodeAllocator<A> {
    auto room = TRY(make_uninit(flags, node));
    return fill(std::move(room), std::forward<Init>(init));
  }

  /// A box with room for an object.
  ///
  /// \errors #ENOMEM.
  static Result<Box<Uninit<T>, A>> make_uninit(alloc::Flags flags) {
    return Box<Uninit<T>, A>::make_room(flags);
  }

  /// A box with room for an object, near the NUMA node \p node; of allocators that know nodes.
  ///
  ///     using Number = kernel::KBox<int>;
  ///     kernel::alloc::NumaNode node = TRY(kernel::alloc::NumaNode::make(0));
  ///     auto room = TRY(Number::make_uninit(kernel::GFP_KERNEL, node));
  ///     Number number = std::move(room).write(7);
  ///     EXPECT_EQ(*number, 7);
  ///
  /// \errors #ENOMEM.
  static Result<Box<Uninit<T>, A>> make_uninit(
      alloc::Flags flags, alloc::NumaNode node) requires alloc::NodeAllocator<A> {
    return Box<Uninit<T>, A>::make_room(flags, node);
  }

  /// A box with an object that is all zeroes, for types where that makes sense.
  ///
  /// \errors #ENOMEM.
  static Result<Box> make_zeroed(alloc::Flags flags) requires std::is_trivial_v<T> {
    return make_room(flags | __GFP_ZERO);
  }

  /// The same near the NUMA node \p node; of allocators that know nodes.
  static Result<Box> make_zeroed(alloc::Flags flags, alloc::NumaNode node) requires(
      std::is_trivial_v<T>&& alloc::NodeAllocator<A>) {
    return make_room(flags | __GFP_ZERO, node);
  }

  /// Takes the object over; \p other is empty then.
  Box(Box&& other) : object_(other.object_) { other.object_ = nullptr; }
  /// Takes over an object of a class that is derived from T; \p other is empty then.
  ///
  /// T must have a virtual destructor, as the object is destroyed through it, and must be the first
  /// base with virtual functions, as its address is the one that is given back to the allocator. It
  /// must be an interface (abstract, without data), or have no copy constructor and assignment, as
  /// those would cut off what is derived. All is checked while building.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): a derived object is an object of the base
  Box(Box<U, A>&& other) requires(!std::is_same_v<U, T> && std::is_convertible_v<U*, T*>)
      : object_(other.object_) {
    static_assert(std::has_virtual_destructor_v<T>,
                  "a box of a base destroys what is derived from it: give the base a virtual "
                  "destructor, or keep the box of the derived class");
    static_assert(!detail::kCanBeSliced<T>,
                  "copying through a box of a base cuts off what is derived: make the base an "
                  "interface, or delete its copy constructor and assignment");
    static_assert(Send<U> || !Send<T>,
                  "an object that stays with its thread cannot hide behind a base that need not");
    detail::require_start(object_, other.object_);
    other.object_ = nullptr;
  }
  /// Takes the object of \p other, which is empty then, and destroys its own, of which \p other may
  /// be a part.
  Box& operator=(Box&& other) {
    Box taken(std::move(other));
    T* old = object_;
    object_ = taken.object_;
    taken.object_ = old;
    return *this;
  }
  ~Box() {
    if (!object_) return;
    detail::destroy(*object_);
    A::deallocate(object_);
  }

  /// \name The object
  ///
  /// Constant if the box is; not to be had of a box that goes at once.
  /// \{

  /// The object.
  T& operator*() & KERNEL_LIFETIME_BOUND { return *object_; }
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return *object_; }
  const T& operator*() const&& = delete;  // the box goes at once: give it a name first
  /// A member of the object.
  T* operator->() & KERNEL_LIFETIME_BOUND { return object_; }
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return object_; }
  const T* operator->() const&& = delete;  // the box goes at once: give it a name first
  /// \}

  /// Fills the room with an object built from \p args; for boxes from make_uninit().
  template <typename... Args, typename U = T>
  Box<typename U::Object, A> write(Args&&... args) && {
    void* memory = std::move(*this).into_raw();
    ::new (memory) typename U::Object{std::forward<Args>(args)...};
    return Box<typename U::Object, A>(static_cast<typename U::Object*>(memory));
  }

  /// The object's address, for C functions; the box still owns it.
  ///
  /// \safety The pointer must not be used after the box is gone.
  T* as_raw() & KERNEL_LIFETIME_BOUND { return object_; }
  const T* as_raw() const& KERNEL_LIFETIME_BOUND { return object_; }
  const T* as_raw() const&& = delete;  // the box goes at once: give it a name first

  /// Gives the object away.
  ///
  /// \safety Somebody must hand it to from_raw() again, or destroy it and free its memory.
  T* into_raw() && {
    T* object = object_;
    object_ = nullptr;
    return object;
  }

  /// Takes an object over.
  ///
  /// \safety It must come from into_raw() of a box with the same allocator, of T or of a class that
  /// converts to T in a box, and nobody else may own it.
  static Box from_raw(T* object) { return Box(object); }

 private:
  template <typename U, alloc::Allocator B>
  friend class Box;

  explicit Box(T* object) : object_(object) {}

  static Result<Box> make_room(alloc::Flags flags) {
    void* memory = A::allocate(sizeof(T), alignof(T), flags);
    if (!memory) return ENOMEM;
    return Box(static_cast<T*>(memory));
  }

  static Result<Box> make_room(alloc::Flags flags, alloc::NumaNode node) {
    void* memory = A::allocate_node(sizeof(T), alignof(T), flags, node);
    if (!memory) return ENOMEM;
    return Box(static_cast<T*>(memory));
  }

  template <typename Init>
  [[gnu::always_inline]] static Result<Box> fill(Box<Uninit<T>, A>&& room, Init&& init) {
    // SAFETY: the room is of this size, and it is the box's from now on.
    TRY(Slot<T>::fill(room.as_raw(), std::forward<Init>(init)));
    return Box(reinterpret_cast<T*>(std::move(room).into_raw()));
  }

  T* object_;
};

/// A box in memory from Kmalloc.
template <typename T>
using KBox = Box<T, Kmalloc>;
/// A box in memory from Vmalloc.
template <typename T>
using VBox = Box<T, Vmalloc>;
/// A box in memory from KVmalloc.
template <typename T>
using KVBox = Box<T, KVmalloc>;

/// \cond
template <typename T, alloc::Allocator A>
inline constexpr bool kIsSend<Box<T, A>> = Send<T>;
template <typename T, alloc::Allocator A>
inline constexpr bool kIsRelocatable<Box<T, A>> = true;
template <typename T>
inline constexpr bool kIsSend<Slot<T>> = false;
template <typename T>
inline constexpr bool kIsSend<Placed<T>> = false;
template <typename T>
inline constexpr bool kIsSend<Member<T>> = Send<T>;
/// \endcond

}  // namespace kernel
