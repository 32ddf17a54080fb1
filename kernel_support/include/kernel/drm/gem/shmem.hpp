// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects of graphics devices that lie in ordinary memory, and can be mapped and shared.

#include <kernel/alloc/allocator.hpp>
#include <kernel/drm/gem/object.hpp>
#include <kernel/types/plain_data.hpp>

namespace kernel::drm::gem::shmem {

template <typename T>
class Object;
template <typename T>
class VMap;

namespace detail {

/// What C code calls.
template <typename T>
class ObjectOperations {
  using Memory = gem::detail::ObjectMemory<T, ::drm_gem_shmem_object>;

 public:
  /// Makes room. What C code itself has made of it is destroyed by C code, until adopt().
  static ::drm_gem_object* allocate(::drm_device*, size_t) {
    void* memory = Kmalloc::allocate(sizeof(Memory), alignof(Memory), GFP_KERNEL | __GFP_ZERO);
    if (!memory) return ENOMEM.to_ptr<::drm_gem_object>();
    return cpp_helper_drm_gem_shmem_base(&static_cast<Memory*>(memory)->base);
  }

  /// Builds the T. Nobody else knows the object yet.
  static Result<void> adopt(::drm_gem_object* object) {
    return gem::detail::adopt(reinterpret_cast<Memory*>(object), object, kFunctions);
  }

  static ::drm_gem_object* import_sg_table(::drm_device* device, ::dma_buf_attachment* attachment,
                                           ::sg_table* table) {
    ::drm_gem_object* object =
        bindings::drm_gem_shmem_prime_import_sg_table(device, attachment, table);
    auto checked = from_err_ptr(object);
    if (checked.is_err()) return object;
    auto adopted = adopt(object);
    if (adopted.is_ok()) return object;
    // The caller still has the table, and gives it back.
    cpp_helper_drm_gem_shmem_forget_sgt(object);
    cpp_helper_drm_gem_object_put(object);
    return adopted.error().to_ptr<::drm_gem_object>();
  }

  static ::drm_gem_object* import(::drm_device* device, ::dma_buf* buffer) {
    ::device* dma = cpp_helper_drm_device_dma(device);
    if (!dma) return ENODEV.to_ptr<::drm_gem_object>();
    return bindings::drm_gem_prime_import_dev(device, buffer, dma);
  }

 private:
  static void free(::drm_gem_object* object) {
    ::drm_device* device = gem::detail::abandon(reinterpret_cast<Memory*>(object), object);
    cpp_helper_drm_gem_shmem_object_free(object);
    bindings::drm_dev_put(device);
  }
  static int pin(::drm_gem_object* object) { return cpp_helper_drm_gem_shmem_object_pin(object); }
  static void unpin(::drm_gem_object* object) { cpp_helper_drm_gem_shmem_object_unpin(object); }
  static ::sg_table* get_sg_table(::drm_gem_object* object) {
    return cpp_helper_drm_gem_shmem_object_get_sg_table(object);
  }
  static int vmap(::drm_gem_object* object, ::iosys_map* map) {
    return cpp_helper_drm_gem_shmem_object_vmap(object, map);
  }
  static void vunmap(::drm_gem_object* object, ::iosys_map* map) {
    cpp_helper_drm_gem_shmem_object_vunmap(object, map);
  }
  static int mmap(::drm_gem_object* object, ::vm_area_struct* area) {
    return cpp_helper_drm_gem_shmem_object_mmap(object, area);
  }
  static void print_info(::drm_printer* printer, unsigned int indent,
                         const ::drm_gem_object* object) {
    cpp_helper_drm_gem_shmem_object_print_info(printer, indent, object);
  }

  static constexpr ::drm_gem_object_funcs functions() {
    ::drm_gem_object_funcs functions = {};
    functions.free = free;
    functions.print_info = print_info;
    functions.pin = pin;
    functions.unpin = unpin;
    functions.get_sg_table = get_sg_table;
    functions.vmap = vmap;
    functions.vunmap = vunmap;
    functions.mmap = mmap;
    functions.vm_ops = &bindings::drm_gem_shmem_vm_ops;
    return functions;
  }

  static constinit const ::drm_gem_object_funcs kFunctions;
};
template <typename T>
constinit const ::drm_gem_object_funcs ObjectOperations<T>::kFunctions =
    ObjectOperations<T>::functions();

}  // namespace detail

/// An object in ordinary memory, which the kernel may move to the swap space while nobody uses it.
/// Programs map it, and share it with other programs and devices (PRIME). With it is a T of the
/// driver. It is always a reference to a `struct drm_gem_object`, which the kernel counts; an ARef,
/// a handle, a mapping and a shared buffer keep it. It keeps its device.
///
///     # #include <kernel/drm/gem/shmem.hpp>
///     # struct Clock;
///     class Picture {
///      public:
///       using Driver = Clock;
///       static kernel::Result<Picture> make(const kernel::drm::Device<Clock>&, size_t) {
///         return {std::in_place};
///       }
///     };
///     struct Clock {
///       struct Data {};
///       struct File {};
///       using Object = kernel::drm::gem::shmem::Object<Picture>;
///     };
///     kernel::Result<u32> make_picture(const kernel::drm::Device<Clock>& device,
///                                      const kernel::drm::File<Clock>& file) {
///       auto picture = TRY(Clock::Object::make(device, 640 * 480 * 4));
///       return picture->create_handle(file);
///     }
///     # ---
///
///     static_assert(!std::is_copy_constructible_v<Clock::Object>);
///
/// T names its `Driver`, whose `Object` this is, and has a function
/// `static Result<T> make(const Device<Driver>&, size_t size)`. That is called for each new object,
/// also for one that is another driver's buffer (an import). T is Send; all use it as a constant.
///
/// What a program writes into the object the kernel does not see, and programs change it at any
/// time.
///
/// An owner that the device's own data has would keep the device, and so itself, forever.
///
/// \context May sleep, also where the last owner goes.
/// \wraps{drm/drm_gem_shmem_helper.h,gpu/drm-mm.html}
template <typename T>
class Object : public BaseObject<Object<T>, T> {
  using D = typename T::Driver;
  friend BaseObject<Object<T>, T>;
  using Memory = gem::detail::ObjectMemory<T, ::drm_gem_shmem_object>;
  using Operations = detail::ObjectOperations<T>;

 public:
  /// An object with at least \p size bytes, all zero: it is rounded up to whole pages.
  ///
  /// \errors #EINVAL if the size is 0 or cannot be rounded; #ENOMEM; #ENOSPC if it is more than can
  /// be mapped; those of `T::make()`.
  template <typename Self = Object>
  static Result<ARef<Self>> make(const Device<typename T::Driver>& device,
                                 size_t size) KERNEL_MAY_SLEEP {
    static_assert(Send<T>, "the object stays with its thread, and any program's thread uses it");
    static_assert(std::is_same_v<typename D::Object, Object>,
                  "the driver's Object is of another kind: DRM makes that one");
    if (size == 0 || size > -size_t{bindings::PAGE_SIZE}) return EINVAL;
    auto* shmem = TRY(from_err_ptr(bindings::drm_gem_shmem_create(device.as_raw(), size)));
    ::drm_gem_object* object = cpp_helper_drm_gem_shmem_base(shmem);
    auto adopted = Operations::adopt(object);
    if (adopted.is_err()) {
      cpp_helper_drm_gem_object_put(object);
      return adopted.error();
    }
    // SAFETY: we own what was made.
    return ARef<Self>::from_raw(reinterpret_cast<const Self*>(object));
  }

  /// Maps all of it for the kernel, until the result goes. It may be mapped several times at once.
  ///
  /// \errors #ENOMEM; #EINTR; what the driver says whose buffer it is.
  Result<VMap<T>> vmap() const KERNEL_MAY_SLEEP {
    void* address = nullptr;
    TRY(to_result(cpp_helper_drm_gem_shmem_map(this->as_raw(), &address)));
    return VMap<T>(ARef<Object>(*this), static_cast<char*>(address));
  }

  /// \cond
  static constexpr void describe(::drm_driver& driver) {
    driver.gem_create_object = Operations::allocate;
    driver.gem_prime_import = Operations::import;
    driver.gem_prime_import_sg_table = Operations::import_sg_table;
    driver.dumb_create = create_dumb;
    gem::detail::describe_prime(driver);
  }
  /// \endcond

 private:
  // DRM has checked that pitch and size fit into 32 bits.
  static int create_dumb(::drm_file* raw_file, ::drm_device* device, ::drm_mode_create_dumb* dumb) {
    // SAFETY: C code holds both until we return.
    const File<D>& file = File<D>::from_raw(raw_file);
    dumb->pitch = static_cast<u32>((u64{dumb->width} * dumb->bpp + 7) / 8);
    dumb->size = u64{dumb->pitch} * dumb->height;
    auto made = make(Device<D>::from_raw(device), dumb->size);
    if (made.is_err()) return made.error().to_errno();
    ARef<Object> object = std::move(made).value();
    auto handle = object->create_handle(file);
    if (handle.is_err()) return handle.error().to_errno();
    dumb->size = object->size();
    dumb->handle = handle.value();
    return 0;
  }
};

/// The bytes of an Object, mapped for the kernel: what Object::vmap() gives. It owns the object,
/// too.
///
///     # #include <kernel/drm/gem/shmem.hpp>
///     # struct Screen;
///     # struct Image { using Driver = Screen; };
///     # struct Screen { struct Data {}; };
///     // What a program has written at the start: it may write something else at any time.
///     kernel::Result<u32> first_pixel(const kernel::drm::gem::shmem::Object<Image>& picture) {
///       auto bytes = TRY(picture.vmap());
///       return bytes.read<u32>(0);
///     }
///     # ---
///
///     static_assert(!std::is_copy_constructible_v<kernel::drm::gem::shmem::VMap<Image>>);
///
/// Programs may have the same bytes mapped and change them meanwhile. So they are copied: what was
/// read does not change any more.
///
/// \invariant The object is mapped there; or the owner is empty, after a move.
/// \context May sleep where it goes. Reading and writing: any.
/// \wraps{drm/drm_gem_shmem_helper.h,gpu/drm-mm.html}
template <typename T>
class [[nodiscard]] VMap {
 public:
  /// Takes the mapping over; \p other is empty then.
  VMap(VMap&& other) : object_(std::move(other.object_)), bytes_(other.bytes_) {
    other.bytes_ = nullptr;
  }
  /// Takes the mapping of \p other over, and ends its own.
  VMap& operator=(VMap&& other) {
    VMap taken(std::move(other));
    std::swap(object_, taken.object_);
    std::swap(bytes_, taken.bytes_);
    return *this;
  }
  /// Ends the mapping.
  ~VMap() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (bytes_) cpp_helper_drm_gem_shmem_unmap(object_->as_raw(), bytes_);
  }

  /// How many bytes there are.
  size_t size() const { return object_->size(); }

  /// A copy of the value that is \p offset bytes behind the start, which may be any number.
  ///
  /// \errors #EINVAL if the value is not whole inside of the object.
  template <PlainData Value>
  Result<Value> read(size_t offset) const {
    if (!holds(offset, sizeof(Value))) return EINVAL;
    Value value;
    __builtin_memcpy(&value, bytes_ + offset, sizeof(value));
    // The compiler must not look again later.
    asm volatile("" : : : "memory");
    return value;
  }

  /// Copies \p value to \p offset bytes behind the start.
  ///
  /// \errors #EINVAL if the value is not whole inside of the object.
  template <PlainData Value>
  Result<void> write(size_t offset, const Value& value) const {
    if (!holds(offset, sizeof(Value))) return EINVAL;
    __builtin_memcpy(bytes_ + offset, &value, sizeof(value));
    asm volatile("" : : : "memory");
    return {};
  }

 private:
  friend class Object<T>;
  VMap(ARef<Object<T>> object, char* bytes) : object_(std::move(object)), bytes_(bytes) {}

  bool holds(size_t offset, size_t bytes) const {
    return offset <= size() && bytes <= size() - offset;
  }

  ARef<Object<T>> object_;
  char* bytes_;
};

}  // namespace kernel::drm::gem::shmem
