// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Devices on the auxiliary bus.

#include <helpers/auxiliary_bus.h>

#include <kernel/device/bus_device.hpp>
#include <kernel/sync/lock_class.hpp>

namespace kernel::auxiliary {

namespace detail {

/// What is known of the data of a device that a Registration has made, in whichever module.
struct DataOfDevice {
  const char* type;  // the name of the type, as compilers write it
  size_t size;
  const void* object;
};

/// A device of a Registration, which has this device_type's name. Another layout needs another one.
///
/// Its last owner may go when the module that made it is not there any more: an open file of
/// another driver keeps the device of which it is one. So the kernel itself frees it, and nothing
/// of it needs to be destroyed.
struct Node {
  static constexpr CStr kType = "cpp_auxiliary_1";

  ::auxiliary_device device;
  DataOfDevice data;
  char name[sizeof(::auxiliary_device_id::name)];
};
static_assert(std::is_trivially_destructible_v<Node>);

/// The name that two modules have for a type.
template <typename T>
constexpr auto kTypeName = kernel::detail::type_name<T>();

/// Whether a type is part of its file or function only, as its name tells, and another module has
/// no such type but for one of the same name.
template <typename T>
consteval bool is_local() {
  for (const char* at = kTypeName<T>.characters; *at; ++at)
    for (const char* mark : {"{anonymous}", "(anonymous", ")::", "<lambda", "<unnamed"}) {
      const char* name = at;
      while (*mark && *name == *mark) ++name, ++mark;
      if (!*mark) return true;
    }
  return false;
}

/// How C code calls what is on this bus.
struct Kind {
  using Raw = ::auxiliary_device;

  static ::device* to_device(Raw* device) { return cpp_helper_auxiliary_device_dev(device); }
};

}  // namespace detail

/// A device on the auxiliary bus, called after the module that made it, what it is and a number:
/// always a reference to a `struct auxiliary_device`. What the argument says, kernel::Device tells.
///
///     # #include <kernel/dev_print.hpp>
///     kernel::Result<void> greet(
///         const kernel::auxiliary::Device<kernel::device::Bound>& device) {
///       dev_info(device, "part number {} of {}\n", device.id(), device.parent().dev_name());
///       return {};
///     }
///     # ---
///     # static_cast<void>(&greet);
///
/// It converts to the kernel::Device that it is; see device::BusDevice.
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
template <typename Context = device::Normal>
class Device;

/// One of which nothing is known but that it exists.
template <>
class Device<device::Normal> : public device::BusDevice<Device, device::Normal, detail::Kind> {
 public:
  /// The number at the end of its name.
  u32 id() const { return cpp_helper_auxiliary_device_id(as_raw()); }

  /// The device of which it is a part.
  const kernel::Device<>& parent() const KERNEL_LIFETIME_BOUND {
    return kernel::Device<>::from_raw(
        cpp_helper_dev_parent(cpp_helper_auxiliary_device_dev(as_raw())));
  }
};

/// One that has a driver as long as the reference is there.
template <>
class Device<device::Bound> : public device::BusDevice<Device, device::Bound, detail::Kind> {
 public:
  /// The device of which it is a part. That has a driver, too: its driver has made this one, and
  /// takes it away before it goes.
  const kernel::Device<device::Bound>& parent() const KERNEL_LIFETIME_BOUND {
    // SAFETY: a Registration goes when the driver of its parent is detached.
    return kernel::Device<device::Bound>::from_raw(
        cpp_helper_dev_parent(cpp_helper_auxiliary_device_dev(as_raw())));
  }

  /// The object that the parent's driver has given the Registration for the driver of this one. It
  /// is constant, as both use it.
  ///
  /// T must be the same type in both modules, from the same header.
  ///
  /// \errors #ENOENT if there is none; #EINVAL if it is of another type.
  template <typename T>
  Result<Ref<const T>> registration_data() const KERNEL_LIFETIME_BOUND {
    static_assert(!detail::is_local<T>(),
                  "two modules cannot share a type that is local to a file or a function: declare "
                  "it in a header, outside of unnamed namespaces");
    ::device* raw = cpp_helper_auxiliary_device_dev(as_raw());
    // Somebody else's device has another device_type, or none.
    if (detail::Node::kType != CStr::from_raw(cpp_helper_dev_type_name(raw))) return ENOENT;
    // INVARIANT: the C device is the first member of a Node.
    const detail::DataOfDevice& data = reinterpret_cast<const detail::Node*>(as_raw())->data;
    if (!data.object) return ENOENT;
    if (data.size != sizeof(T) ||
        CStr::from_raw(data.type) != CStr::from_raw(detail::kTypeName<T>.characters))
      return EINVAL;
    // SAFETY: it is of this type, and the Registration keeps it until no driver is attached.
    return Ref<const T>(*static_cast<const T*>(data.object));
  }
};

/// One whose bus is calling the driver.
template <>
class Device<device::Core> : public device::BusDevice<Device, device::Core, detail::Kind> {};

}  // namespace kernel::auxiliary
