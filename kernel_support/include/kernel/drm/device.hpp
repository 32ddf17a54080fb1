// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Graphics devices.

#include <helpers/drm.h>

#include <kernel/bug.hpp>
#include <kernel/device.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel::drm {

template <typename D>
class RegisteredDevice;
template <typename D>
class RegistrationGuard;

namespace detail {

/// How a graphics device lies in memory, which DRM allocates and frees: DRM's own part, and what
/// the driver has for it.
template <typename D>
struct DeviceMemory {
  ::drm_device drm;
  typename D::Data data;
};

}  // namespace detail

/// A graphics device of the driver D (see Driver): always a reference to a `struct drm_device`,
/// which the kernel counts, together with the `D::Data` that the driver has for it. An ARef keeps
/// both.
///
///     # #include <kernel/drm/device.hpp>
///     struct Clock {
///       struct Data {
///         u32 megahertz = 800;
///       };
///     };
///     kernel::Result<u32> speed(const kernel::drm::Device<Clock>& device) {
///       auto guard = device.try_enter();
///       if (!guard) return kernel::ENODEV;   // the hardware is gone
///       return device.data().megahertz;
///     }
///     # ---
///
///     static_assert(kernel::AlwaysRefCounted<kernel::drm::Device<Clock>>);
///
/// A Registration makes it. Files, objects of memory (GEM) and buffers that other drivers share
/// keep it, long after the hardware is gone: so what needs the hardware is offered by a
/// RegisteredDevice only.
///
/// \context Any. The last owner destroys the data, which may sleep.
/// \wraps{drm/drm_device.h,gpu/drm-internals.html}
template <typename D>
class Device {
 public:
  Device() = delete;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const Device& device) { bindings::drm_dev_get(device.as_raw()); }
  /// One owner less.
  static void dec_ref(const Device& device) { bindings::drm_dev_put(device.as_raw()); }
  /// \}

  /// What the driver has for the device: a constant `D::Data`. Any number of threads use it at
  /// once.
  const auto& data() const KERNEL_LIFETIME_BOUND {
    // INVARIANT: a Registration builds the data before anybody gets a reference to the device.
    return reinterpret_cast<const detail::DeviceMemory<D>*>(this)->data;
  }

  /// Enters the device, if it is registered: then it stays so until the guard goes. A guard of a
  /// device that is not registered any more (or not yet) converts to false.
  ///
  /// \context May sleep, and so may who has the guard. A Registration is not destroyed meanwhile:
  /// it waits. So a thread that has a guard must not destroy it.
  RegistrationGuard<D> try_enter() const KERNEL_LIFETIME_BOUND {
    return RegistrationGuard<D>(*this);
  }

  /// The device that C code calls \p device.
  ///
  /// \safety It must be a device of the driver D whose data is built, and stay as long as the
  /// reference is used.
  static const Device& from_raw(::drm_device* device) {
    return *reinterpret_cast<const Device*>(device);
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must own the device as long as it is used.
  ::drm_device* as_raw() const {
    return reinterpret_cast<::drm_device*>(const_cast<Device*>(this));
  }
};

/// A Device that is registered as long as the reference is there, and so bound to its parent: what
/// operations get that programs call (see ioctl::Handler), and a RegistrationGuard gives.
///
///     # #include <kernel/drm/device.hpp>
///     # #include <kernel/dev_print.hpp>
///     # struct Bell { struct Data {}; };
///     void greet(const kernel::drm::RegisteredDevice<Bell>& device) {
///       dev_info(device.parent(), "somebody calls\n");
///     }
///     # ---
///
///     static_assert(!kernel::AlwaysRefCounted<kernel::drm::RegisteredDevice<Bell>>);
///
/// It cannot be kept: an ARef keeps the Device, which is entered again when needed.
///
/// \context May sleep.
/// \wraps{drm/drm_drv.h,gpu/drm-internals.html}
template <typename D>
class RegisteredDevice : public Device<D> {
 public:
  static void inc_ref(const RegisteredDevice&) = delete;  // keep an ARef<drm::Device<D>>
  static void dec_ref(const RegisteredDevice&) = delete;

  /// The device whose driver registered this one.
  const kernel::Device<device::Bound>& parent() const KERNEL_LIFETIME_BOUND {
    // SAFETY: who has entered a device holds up the end of its Registration, which comes before the
    // driver is detached from the parent.
    return kernel::Device<device::Bound>::from_raw(cpp_helper_drm_device_parent(this->as_raw()));
  }

  /// The device that C code calls \p device.
  ///
  /// \safety Beyond what Device::from_raw() says: it must be entered (`drm_dev_enter()`) as long as
  /// the reference is used.
  static const RegisteredDevice& from_raw(::drm_device* device) {
    return *reinterpret_cast<const RegisteredDevice*>(device);
  }
};

/// Keeps a device registered, or has found that it is not: what Device::try_enter() gives.
///
///     # #include <kernel/drm/device.hpp>
///     # struct Meter { struct Data {}; };
///     kernel::Result<void> with_hardware(const kernel::drm::Device<Meter>& device) {
///       auto guard = device.try_enter();
///       if (!guard) return kernel::ENODEV;
///       const kernel::Device<kernel::device::Bound>& parent = guard->parent();
///       // ... what needs a bound device
///       return {};
///     }
///     # ---
///
///     static_assert(!kernel::Send<kernel::drm::RegistrationGuard<Meter>>);
///
/// It is a local variable: neither copied nor moved nor made on the heap.
///
/// \invariant The device is entered, if the guard converts to true.
/// \context May sleep.
/// \wraps{drm/drm_drv.h,gpu/drm-internals.html}
template <typename D>
class [[nodiscard]] RegistrationGuard : NotThreadSafe {
 public:
  RegistrationGuard(const RegistrationGuard&) = delete;
  RegistrationGuard& operator=(const RegistrationGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Leaves the device.
  ~RegistrationGuard() {
    if (entered_) bindings::drm_dev_exit(index_);
  }

  /// Whether the device is registered.
  explicit operator bool() const& { return entered_; }
  explicit operator bool() const&& = delete;  // without a name it would leave at once
  /// The device. Using a guard that is false is a bug and stops the thread with an oops.
  const RegisteredDevice<D>& operator*() const& KERNEL_LIFETIME_BOUND {
    if (!entered_) bug("a device that is not registered is used: ask the guard first");
    // SAFETY: it is entered until the guard goes.
    return RegisteredDevice<D>::from_raw(device_.as_raw());
  }
  /// A member of the device, with the same check.
  const RegisteredDevice<D>* operator->() const& KERNEL_LIFETIME_BOUND { return &**this; }
  const RegisteredDevice<D>& operator*() const&& = delete;
  const RegisteredDevice<D>* operator->() const&& = delete;

 private:
  friend class Device<D>;
  explicit RegistrationGuard(const Device<D>& device)
      : device_(device), entered_(bindings::drm_dev_enter(device.as_raw(), &index_)) {}

  const Device<D>& device_;
  int index_ = 0;
  bool entered_;
};

}  // namespace kernel::drm

/// \cond
namespace kernel {
template <typename D>
inline constexpr bool kIsSend<drm::Device<D>> = Send<typename D::Data>;
}  // namespace kernel
/// \endcond
