// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects of memory of graphics devices (GEM).

#include <kernel/alloc/allocator.hpp>
#include <kernel/drm/file.hpp>

namespace kernel::drm::gem {

namespace detail {

/// How an object lies in memory: what C code has of it, and a T of the driver. C code frees it by
/// the address of its first part.
template <typename T, typename Base>
struct ObjectMemory {
  Base base;
  union {
    Result<T> data;
  };
};

/// Builds the T of an object that C code has made, and that nobody else knows yet. From then on it
/// is the driver's, whose functions end it by abandon().
template <typename T, typename Base>
Result<void> adopt(ObjectMemory<T, Base>* memory, ::drm_gem_object* object,
                   const ::drm_gem_object_funcs& functions) {
  ::drm_device* device = cpp_helper_drm_gem_object_device(object);
  // SAFETY: who makes or imports an object has the device.
  auto* data = ::new (static_cast<void*>(&memory->data)) Result<T>(T::make(
      Device<typename T::Driver>::from_raw(device), cpp_helper_drm_gem_object_size(object)));
  if (data->is_err()) {
    Error error = data->error();
    data->~Result();
    return error;
  }
  // An owner in the kernel may have the object when all files are closed and the device is gone
  // for everybody else; to free it, it takes the device.
  bindings::drm_dev_get(device);
  cpp_helper_drm_gem_object_set_funcs(object, &functions);
  return {};
}

/// Destroys the T. The object's own device comes back: the last to be given up.
template <typename T, typename Base>
::drm_device* abandon(ObjectMemory<T, Base>* memory, ::drm_gem_object* object) {
  memory->data.~Result();
  return cpp_helper_drm_gem_object_device(object);
}

}  // namespace detail

/// What all kinds of objects have: the base of an O, which is always a reference to a `struct
/// drm_gem_object`, and has a T of the driver.
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
template <typename O, typename T>
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

  /// What the driver has with the object.
  const T& inner() const KERNEL_LIFETIME_BOUND {
    const Result<T>& data = reinterpret_cast<const typename O::Memory*>(this)->data;
    // INVARIANT: an object whose T could not be made was never given out.
    if (data.is_err()) __builtin_unreachable();
    return data.value();
  }

  /// What \p handle stands for, in this file.
  ///
  /// \errors #ENOENT if the file has no such handle.
  template <typename Self = O>
  static Result<ARef<Self>> lookup_handle(const File<typename T::Driver>& file, u32 handle) {
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
  Result<u32> create_handle(const File<typename T::Driver>& file) const KERNEL_MAY_SLEEP {
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
  static Result<void> delete_handle(const File<typename T::Driver>& file,
                                    u32 handle) KERNEL_MAY_SLEEP {
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
  const Device<typename T::Driver>& device() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the object owns a share of the device.
    return Device<typename T::Driver>::from_raw(cpp_helper_drm_gem_object_device(as_raw()));
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

template <typename T>
class Object;

namespace detail {

/// What C code calls.
template <typename T>
class ObjectOperations {
  using Memory = ObjectMemory<T, ::drm_gem_object>;

 public:
  static Result<::drm_gem_object*> make(::drm_device* device, size_t size) {
    void* room = Kmalloc::allocate(sizeof(Memory), alignof(Memory), GFP_KERNEL | __GFP_ZERO);
    if (!room) return ENOMEM;
    auto* memory = static_cast<Memory*>(room);
    ::drm_gem_object* object = &memory->base;
    auto made = to_result(bindings::drm_gem_object_init(device, object, size));
    if (made.is_ok()) made = adopt(memory, object, kFunctions);
    if (made.is_err()) {
      bindings::drm_gem_object_release(object);
      Kmalloc::deallocate(memory);
      return made.error();
    }
    return object;
  }

 private:
  static void free(::drm_gem_object* object) {
    auto* memory = reinterpret_cast<Memory*>(object);
    ::drm_device* device = abandon(memory, object);
    bindings::drm_gem_object_release(object);
    Kmalloc::deallocate(memory);
    bindings::drm_dev_put(device);
  }
  /// Whoever got it could not reach its pages: there is no get_sg_table().
  static ::dma_buf* refuse(::drm_gem_object*, int) { return EOPNOTSUPP.to_ptr<::dma_buf>(); }

  static constexpr ::drm_gem_object_funcs functions() {
    ::drm_gem_object_funcs functions = {};
    functions.free = free;
    functions.export_ = refuse;
    return functions;
  }

  static constinit const ::drm_gem_object_funcs kFunctions;
};
template <typename T>
constinit const ::drm_gem_object_funcs ObjectOperations<T>::kFunctions =
    ObjectOperations<T>::functions();

}  // namespace detail

/// A plain object: a size, memory that the kernel finds for it, and a T of the driver. Programs
/// have handles of it; they can neither map nor share it, for which there is shmem::Object. It is
/// always a reference to a `struct drm_gem_object`, which the kernel counts, and keeps its device.
///
///     # #include <kernel/drm/registration.hpp>
///     # #include <kernel/faux.hpp>
///     struct Belfry;
///     struct Chime {   // with each object
///       using Driver = Belfry;
///       static kernel::Result<Chime> make(const kernel::drm::Device<Belfry>&, size_t size) {
///         if (size > 65536) return kernel::EFBIG;
///         return Chime{};
///       }
///     };
///     struct Belfry {
///       struct Data {};
///       struct File {
///         static kernel::Result<File> open(const kernel::drm::Device<Belfry>&) { return File{}; }
///       };
///       using Object = kernel::drm::gem::Object<Chime>;
///       using Ioctls = kernel::drm::ioctl::Table<>;
///       static constexpr kernel::drm::DriverInfo kInfo{.name = "cpp-chime", .desc = "Rings"};
///     };
///     # ---
///
///     auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_chime"));
///     auto clock = TRY(kernel::drm::Registration<Belfry>::make(parent.device()));
///     auto object = TRY(Belfry::Object::make(clock.device(), 5000));
///     EXPECT_EQ(object->size(), 8192U);
///     EXPECT_EQ(Belfry::Object::make(clock.device(), 70000).error(), kernel::EFBIG);
///
/// T names its `Driver`, whose `Object` this is, and has a function
/// `static Result<T> make(const Device<Driver>&, size_t size)`, which is called for each new
/// object. T is Send; all use it as a constant.
///
/// An owner that the device's own data has would keep the device, and so itself, forever.
///
/// \context May sleep, also where the last owner goes.
/// \wraps{drm/drm_gem.h,gpu/drm-mm.html}
template <typename T>
class Object : public BaseObject<Object<T>, T> {
  using D = typename T::Driver;
  friend BaseObject<Object<T>, T>;
  using Memory = detail::ObjectMemory<T, ::drm_gem_object>;

 public:
  /// An object with at least \p size bytes: it is rounded up to whole pages.
  ///
  /// \errors #EINVAL if the size is 0 or cannot be rounded, or is more than a file can have;
  /// #ENOMEM; those of `T::make()`.
  template <typename Self = Object>
  static Result<ARef<Self>> make(const Device<typename T::Driver>& device,
                                 size_t size) KERNEL_MAY_SLEEP {
    static_assert(Send<T>, "the object stays with its thread, and any program's thread uses it");
    static_assert(std::is_same_v<typename D::Object, Object>,
                  "the driver's Object is of another kind: DRM makes that one");
    static_assert(!D::kInfo.dumb_buffers, "programs cannot map these objects: take shmem::Object");
    constexpr size_t page = bindings::PAGE_SIZE;
    if (size == 0 || size > -page) return EINVAL;
    size = (size + page - 1) & -page;
    auto* object = TRY(detail::ObjectOperations<T>::make(device.as_raw(), size));
    // SAFETY: we own what was made.
    return ARef<Self>::from_raw(reinterpret_cast<const Self*>(object));
  }

  /// \cond
  static constexpr void describe(::drm_driver&) {}
  /// \endcond
};

}  // namespace kernel::drm::gem
