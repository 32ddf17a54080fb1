// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects that are built where they stay, by steps that may fail.

#include <kernel/result.hpp>

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

template <typename T>
class Placed;

/// Room for one T that is not there yet.
///
/// A function that is handed a slot builds the object with emplace() and returns what emplace()
/// gave it. Before that it may do whatever can fail; after that too, as the object is destroyed if
/// the function returns an Error instead.
///
///     # #include <kernel/alloc/kbox.hpp>
///     struct Device {
///       kernel::KBox<int> buffer;
///       kernel::Result<void> start() { return {}; }
///     };
///     # ---
///
///     auto device = TRY(kernel::KBox<Device>::init(
///         kernel::GFP_KERNEL,
///         [](kernel::Slot<Device> slot) -> kernel::Result<kernel::Placed<Device>> {
///           auto buffer = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 7));
///           auto device = std::move(slot).emplace(std::move(buffer));
///           TRY(device->start());   // an error destroys the device and gives its memory back
///           return device;
///         }));
///     EXPECT_EQ(*device->buffer, 7);
///
/// Objects that cannot move (as they, or C code, keep their own address) are built like this.
///
/// \invariant The room is large and aligned enough, and nothing lives in it.
template <typename T>
class Slot {
 public:
  /// Room at \p memory.
  ///
  /// \safety It must fulfil the invariant, and outlive the Placed that emplace() returns.
  static Slot from_raw(void* memory) { return Slot(memory); }

  /// Takes the room over; \p other is used up then.
  Slot(Slot&& other) : memory_(other.memory_) { other.memory_ = nullptr; }
  Slot& operator=(Slot&&) = delete;

  /// Builds the object. The slot is used up.
  template <typename... Args>
  Placed<T> emplace(Args&&... args) && {
    ::new (memory_) T{std::forward<Args>(args)...};
    return Placed<T>(static_cast<T*>(memory_));
  }

 private:
  explicit Slot(void* memory) : memory_(memory) {}

  void* memory_;
};

/// An object that was built in a Slot, and is destroyed unless whoever gave the slot takes it over.
template <typename T>
class [[nodiscard("return it to whoever gave the slot")]] Placed {
 public:
  /// Takes the object over; \p other is empty then.
  Placed(Placed && other) : object_(other.object_) { other.object_ = nullptr; }
  Placed& operator=(Placed&&) = delete;
  ~Placed() {
    if (object_) detail::destroy(*object_);
  }

  /// The object.
  T& operator*() const { return *object_; }
  /// A member of the object.
  T* operator->() const { return object_; }

  /// Hands the object over; the caller destroys it from now on.
  T* into_raw()&& {
    T* object = object_;
    object_ = nullptr;
    return object;
  }

 private:
  friend class Slot<T>;
  explicit Placed(T * object) : object_(object) {}

  T* object_;
};

}  // namespace kernel
