// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Parts of a device that have drivers of their own.

#include <kernel/alloc/kbox.hpp>
#include <kernel/auxiliary/device.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/devres.hpp>
#include <kernel/this_module.hpp>

namespace kernel::auxiliary {

namespace detail {

/// A device that is being made, is on the bus, or was on it; it keeps what the C object points to.
template <typename T>
class Registered {
 public:
  template <typename... Args>
  explicit Registered(KBox<Node> node, Args&&... args)
      : object_{std::forward<Args>(args)...}, node_(std::move(node).into_raw()) {
    if constexpr (!std::is_same_v<T, std::nullptr_t>)
      node_->data = {kTypeName<T>.characters, sizeof(T), &object_};
  }
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;
  ~Registered() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (state_ == State::New) {
      bindings::kfree(node_);
      return;
    }
    // Its driver is detached then, and nobody has the object any more.
    if (state_ == State::Added) cpp_helper_auxiliary_device_delete(&node_->device);
    node_->device.dev.type = nullptr;
    cpp_helper_auxiliary_device_uninit(&node_->device);
  }

  Result<void> start(const kernel::Device<device::Bound>& parent, u32 id) KERNEL_MAY_SLEEP {
    ::auxiliary_device& device = node_->device;
    device.name = node_->name;
    device.id = id;
    device.dev.parent = parent.as_raw();
    device.dev.type = &kType;
    // SAFETY: the device is at the beginning of its memory, which kmalloc() gave.
    static_assert(offsetof(Node, device) == 0 && offsetof(::auxiliary_device, dev) == 0);
    device.dev.release = cpp_helper_auxiliary_device_kfree();
    TRY(to_result(bindings::auxiliary_device_init(&device)));
    state_ = State::Initialised;
    TRY(to_result(bindings::__auxiliary_device_add(&device, KBUILD_MODNAME)));
    state_ = State::Added;
    return {};
  }

 private:
  enum class State : unsigned char { New, Initialised, Added };

  static constexpr ::device_type make_type() {
    ::device_type type = {};
    type.name = Node::kType.as_raw();
    return type;
  }
  static constinit const ::device_type kType;

  T object_;
  Node* node_;
  State state_ = State::New;
};
template <typename T>
constinit const ::device_type Registered<T>::kType = Registered<T>::make_type();

}  // namespace detail

/// A device on the auxiliary bus, as long as this object is there and the driver of its parent is
/// attached: what the parent's driver makes for a driver in another module. It owns a T for that
/// driver, or nothing.
///
///     # #include <kernel/faux.hpp>
///     struct Ports {
///       int count;
///     };
///     # ---
///
///     auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_hub"));
///     auto part = TRY(kernel::auxiliary::Registration<Ports>::make(
///         kernel::GFP_KERNEL, parent.device(), "ports", 0, 4));
///     // the device MODULE.ports.0 is there, and the driver for MODULE.ports is attached
///
/// The destructor, and the detaching of the parent's driver, detaches the driver of this device
/// first, and waits for that.
///
/// \context May sleep, also when it is destroyed.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
template <typename T = std::nullptr_t>
class Registration {
 public:
  /// Makes a T of \p args, and a device with the \p name and number \p id, as a part of \p parent.
  /// No two devices of a module may have the same name and number.
  ///
  /// \errors #EINVAL if the name cannot be one of a file, or is too long for a table; #EEXIST if
  /// there is such a device, of which the log has a report; #ENOMEM.
  template <typename... Args>
  static Result<Registration> make(alloc::Flags flags, const kernel::Device<device::Bound>& parent,
                                   CStr name, u32 id, Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(Send<T>, "the driver of the device uses the object in its own threads");
    if (!kernel::detail::is_file_name(name) || name.size() >= sizeof(detail::Node::name))
      return EINVAL;
    using Registered = detail::Registered<T>;
    auto node = TRY(KBox<detail::Node>::make_zeroed(flags));
    __builtin_memcpy(node->name, name.as_raw(), name.size());
    auto device = TRY(Devres<Registered>::init(
        flags, parent, [&](Slot<Registered> slot) -> Result<Placed<Registered>> {
          auto registered = std::move(slot).emplace(std::move(node), std::forward<Args>(args)...);
          TRY(registered->start(parent, id));
          return registered;
        }));
    return Registration(std::move(device));
  }

 private:
  explicit Registration(Devres<detail::Registered<T>> device) : device_(std::move(device)) {}

  Devres<detail::Registered<T>> device_;
};

}  // namespace kernel::auxiliary
