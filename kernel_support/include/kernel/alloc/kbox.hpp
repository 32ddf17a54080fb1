// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// One object in memory of its own.

#include <kernel/alloc/allocator.hpp>
#include <kernel/init.hpp>

namespace kernel {

namespace detail {

/// Destroys an object, or the elements of an array, last first.
template <typename T>
void destroy(T& object) {
  if constexpr (std::is_array_v<T>) {
    for (size_t i = std::extent_v<T>; i > 0; --i) destroy(object[i - 1]);
  } else {
    object.~T();
  }
}

}  // namespace detail

/// Room for a T in memory of its own, not filled yet; see Box::make_uninit.
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
///     auto point = TRY(kernel::KBox<Point>::make(kernel::GFP_KERNEL, 3, 4));
///     pr_info("{} {}\n", point->x, point->y);
///
/// The object is destroyed and its memory given back with the box. A box can be moved and not
/// copied; one that was moved from is empty and must not be used any more but to be destroyed or
/// assigned to.
///
/// KBox, VBox and KVBox use Kmalloc, Vmalloc and KVmalloc.
///
/// \invariant The pointer is that of a T in a block of A, or null after a move.
/// \context Making: as the flags say. Destroying: where T may be destroyed; a VBox or KVBox not in
/// interrupt context.
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
  static Result<Box> init(alloc::Flags flags, Init&& init) {
    auto room = TRY(make_uninit(flags));
    Result<Placed<T>> placed = std::forward<Init>(init)(Slot<T>::from_raw(room.as_raw()));
    if (placed.is_err()) return placed.error();
    std::move(room).into_raw();
    return Box(std::move(placed).value().into_raw());
  }

  /// A box with room for an object.
  ///
  /// \errors #ENOMEM.
  static Result<Box<Uninit<T>, A>> make_uninit(alloc::Flags flags) {
    return Box<Uninit<T>, A>::make_room(flags);
  }

  /// A box with an object that is all zeroes, for types where that makes sense.
  ///
  /// \errors #ENOMEM.
  static Result<Box> make_zeroed(alloc::Flags flags) requires std::is_trivial_v<T> {
    return make_room(flags | __GFP_ZERO);
  }

  /// Takes the object over; \p other is empty then.
  Box(Box&& other) : object_(other.object_) { other.object_ = nullptr; }
  /// Destroys its own object and takes that of \p other, which is empty then.
  Box& operator=(Box&& other) {
    if (this != &other) {
      reset();
      object_ = other.object_;
      other.object_ = nullptr;
    }
    return *this;
  }
  ~Box() { reset(); }

  /// The object.
  T& operator*() const { return *object_; }
  /// A member of the object.
  T* operator->() const { return object_; }

  /// Fills the room with an object built from \p args; for boxes from make_uninit().
  template <typename... Args, typename U = T>
  Box<typename U::Object, A> write(Args&&... args) && {
    void* memory = std::move(*this).into_raw();
    return Box<typename U::Object, A>(::new (memory)
                                          typename U::Object{std::forward<Args>(args)...});
  }

  /// The object's address, for C functions; the box still owns it.
  ///
  /// \safety The pointer must not be used after the box is gone.
  T* as_raw() const { return object_; }

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
  /// \safety It must come from into_raw() of a box with the same allocator, and nobody else may own
  /// it.
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

  void reset() {
    if (!object_) return;
    detail::destroy(*object_);
    A::deallocate(object_);
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

}  // namespace kernel
