// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Devices without hardware.

#include <helpers/platform_device.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/detail/module_name.hpp>
#include <kernel/device.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/this_module.hpp>

namespace kernel::faux {

/// A device that is not there: for what the kernel wants a device for, where there is no hardware.
/// It is there as long as this object, and bound as long.
///
///     auto fan = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_fan"));
///     EXPECT(fan.device().dev_name() == kernel::CStr("cpp_fan"));
///
/// Its driver is one that does nothing, and nobody can detach it.
///
/// \context May sleep, also when it is destroyed.
/// \wraps{linux/platform_device.h,driver-api/driver-model/platform.html}
class Registration {
 public:
  /// Makes the device. Resources that were tied to the device go with it.
  ///
  /// \errors #EINVAL if the name cannot be one of a file; #EEXIST if there is a device of that name
  /// without hardware; #ENOMEM.
  static Result<Registration> make(alloc::Flags flags, CStr name) KERNEL_MAY_SLEEP {
    if (!kernel::detail::is_file_name(name)) return EINVAL;
    // Asked first, as the kernel reports names that clash like a mistake of its own.
    if (cpp_helper_platform_device_exists(name.as_raw())) return EEXIST;
    auto copy = TRY(CString::make(name, flags));
    auto state = TRY(KBox<State>::make(flags, std::move(copy)));
    TRY(state->start());
    return Registration(std::move(state));
  }

  /// The device.
  const Device<device::Bound>& device() const& KERNEL_LIFETIME_BOUND { return state_->device(); }
  const Device<device::Bound>& device() const&& = delete;  // it goes at once: give it a name first

 private:
  class State {
   public:
    explicit State(CString name) : name_(std::move(name)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
      if (!device_) return;
      bindings::platform_device_unregister(device_);
      bindings::platform_driver_unregister(&driver_);
    }

    Result<void> start() {
      driver_.driver.name = name_->as_raw();
      device_ = TRY(from_err_ptr(kernel::detail::call_with_module_name(
          bindings::__platform_create_bundle, &driver_, attach, nullptr, 0U, nullptr, size_t{0},
          ThisModule::get().as_raw())));
      return {};
    }

    const Device<device::Bound>& device() const {
      // SAFETY: the driver stays attached until we unregister the device.
      return Device<device::Bound>::from_raw(cpp_helper_platform_device_dev(device_));
    }

   private:
    static int attach(::platform_device*) { return 0; }

    CString name_;
    ::platform_driver driver_ = {};
    ::platform_device* device_ = nullptr;
  };

  explicit Registration(KBox<State> state) : state_(std::move(state)) {}

  KBox<State> state_;
};

}  // namespace kernel::faux
