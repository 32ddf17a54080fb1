// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects of memory of graphics devices (GEM).

#include <kernel/drm/file.hpp>

namespace kernel::drm::gem {

/// What all kinds of objects have: the base of an O, which is always a reference to a `struct
/// drm_gem_object` and belongs to the driver D.
///
///     # #include <kernel/drm/gem/shmem.hpp>
///     # struct Clock;
///     # struct Picture { using Driver = Clock; };
///     struct Clock {
///       struct Data {};
///       struct File {};
///       using Object = kernel::drm::gem::shmem::Object<Picture>;
///     };
///     // How large the object is that a client calls by that handle.
///     kernel::Result<size_t> size_of(const kernel::drm::File<Clock>& file, u32 handle) {
///       auto object = TRY(Clock::Object::lookup_handle(file, handle));
///       return object->size();
///     }
///     # ---
///
///     static_assert(kernel::AlwaysRefCounted<Clock::Object>);
///
/// \context Any, if not said otherwise. The last owner frees the object, which may sleep.
/// \wraps{drm/drm_gem.h,gpu/drm-mm.html}
template <typename O, typename D>
class BaseObject {
 public:
  BaseObject() = delete;
  BaseObject(const BaseObject&) = delete;
  BaseObject& operator=(const BaseObject&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const O& object) { cpp_helper_drm_gem_object_get(object.as_raw()); }
  /// One owner less.
  static void dec_ref(const O& object) { cpp_helper_drm_gem_object_put(object.as_raw()); }
  /// \}

  /// What \p handle stands for, in this file.
  ///
  /// \errors #ENOENT if the file has no such handle.
  template <typename Self = O>
  static Result<ARef<Self>> lookup_handle(const File<D>& file, u32 handle) {
    ::drm_gem_object* object = bindings::drm_gem_object_lookup(file.as_raw(), handle);
    if (!object) return ENOENT;
    // SAFETY: the lookup has counted us. INVARIANT: all objects of a driver's files are of its own
    // kind, as it makes no others and imports as such.
    return ARef<Self>::from_raw(reinterpret_cast<const Self*>(object));
  }

  /// A handle by which the client of \p file knows the object, and no other one. It is an owner.
  ///
  /// \errors #EINVAL if the file is one of another device; #ENOMEM; #ENOSPC.
  /// \context May sleep.
  Result<u32> create_handle(const File<D>& file) const KERNEL_MAY_SLEEP {
    if (cpp_helper_drm_file_device(file.as_raw()) != cpp_helper_drm_gem_object_device(as_raw()))
      return EINVAL;
    u32 handle = 0;
    TRY(to_result(bindings::drm_gem_handle_create(file.as_raw(), as_raw(), &handle)));
    return handle;
  }

  /// Takes a handle back, as programs do by closing it. The object stays if it has other owners.
  ///
  /// \errors #EINVAL if the file has no such handle.
  /// \context May sleep.
  static Result<void> delete_handle(const File<D>& file, u32 handle) KERNEL_MAY_SLEEP {
    return to_result(bindings::drm_gem_handle_delete(file.as_raw(), handle));
  }

  /// Where programs that have a handle find the object in their file (mmap()): the fake offset.
  ///
  /// \errors #ENOMEM; #ENOSPC if there is no room.
  /// \context May sleep.
  Result<u64> create_mmap_offset() const KERNEL_MAY_SLEEP {
    TRY(to_result(bindings::drm_gem_create_mmap_offset(as_raw())));
    return cpp_helper_drm_gem_object_offset(as_raw());
  }

  /// How many bytes it has, a multiple of the page's size.
  size_t size() const { return cpp_helper_drm_gem_object_size(as_raw()); }

  /// The device it belongs to, which it keeps.
  const Device<D>& device() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the object owns a share of the device.
    return Device<D>::from_raw(cpp_helper_drm_gem_object_device(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must own the object as long as it is used.
  ::drm_gem_object* as_raw() const {
    return reinterpret_cast<::drm_gem_object*>(const_cast<BaseObject*>(this));
  }
};

namespace detail {

/// What 6.1 wants to be told of sharing buffers (PRIME), and later kernels do by themselves.
template <typename Driver>
constexpr void describe_prime(Driver& driver) {
  if constexpr (requires { driver.gem_prime_mmap; }) {
    driver.prime_handle_to_fd = bindings::drm_gem_prime_handle_to_fd;
    driver.prime_fd_to_handle = bindings::drm_gem_prime_fd_to_handle;
    driver.gem_prime_mmap = bindings::drm_gem_prime_mmap;
  }
}

}  // namespace detail
}  // namespace kernel::drm::gem
