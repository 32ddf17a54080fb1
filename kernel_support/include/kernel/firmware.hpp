// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files that a driver loads into its device.

#include <kernel/device.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/relocatable.hpp>
#include <span>
#include <utility>

namespace kernel {

/// The content of a file of firmware, which the kernel finds by its name in `/lib/firmware`.
///
///     # #include <kernel/faux.hpp>
///     # #include <kernel/firmware.hpp>
///     # ---
///     # auto owner = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_radio"));
///     # const kernel::Device<kernel::device::Bound>& device = owner.device();
///     auto firmware = kernel::Firmware::request_nowarn("cpp/radio.bin", device);
///     if (firmware.is_ok()) {
///       std::span<const u8> image = firmware.value().data();
///       pr_info("{} bytes for the radio\n", image.size());
///     } else {
///       EXPECT(firmware.error() == kernel::ENOENT);   // there is no such file
///     }
///
/// It owns the content, which is constant. Several may have the same file; the kernel reads it
/// once. A module names its files in the `firmware` of KERNEL_MODULE, so that tools which make an
/// initramfs find them.
///
/// One that was moved from is empty and must not be used any more but to be destroyed or assigned
/// to.
///
/// \context Requesting and destroying: may sleep. data(): any.
/// \wraps{linux/firmware.h,driver-api/firmware/index.html}
class Firmware {
 public:
  /// Reads the file \p name for \p device, which messages name. If there is none, the log says so.
  ///
  /// \errors #ENOENT if there is no such file; #EINVAL for a name that is empty or leads out of the
  /// folder (`..`); #ENAMETOOLONG; #ENOMEM; those of reading.
  static Result<Firmware> request(CStr name, const Device<>& device) KERNEL_MAY_SLEEP {
    return request(bindings::request_firmware, name, device);
  }
  /// The same without a line in the log if there is no such file: for one that need not be there.
  ///
  /// \errors Those of request().
  static Result<Firmware> request_nowarn(CStr name, const Device<>& device) KERNEL_MAY_SLEEP {
    return request(bindings::firmware_request_nowarn, name, device);
  }

  /// Takes the content over.
  Firmware(Firmware&& other) : firmware_(std::exchange(other.firmware_, nullptr)) {}
  /// Gives its own content back, and takes the other one over.
  Firmware& operator=(Firmware&& other) {
    Firmware taken(std::move(other));
    std::swap(firmware_, taken.firmware_);
    return *this;
  }
  ~Firmware() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    bindings::release_firmware(firmware_);
  }

  /// The content.
  std::span<const u8> data() const& KERNEL_LIFETIME_BOUND {
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): clang 14 loses track of a Result
    return {firmware_->data, firmware_->size};
  }
  std::span<const u8> data() const&& = delete;  // it goes at once: give the firmware a name first
  /// How many bytes it has.
  size_t size() const {
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): clang 14 loses track of a Result
    return firmware_->size;
  }

  /// The C object, for C functions.
  ///
  /// \safety It must not be used after this object is gone.
  const ::firmware* as_raw() const& KERNEL_LIFETIME_BOUND { return firmware_; }
  const ::firmware* as_raw() const&& = delete;  // it goes at once: give the firmware a name first

 private:
  explicit Firmware(const ::firmware* firmware) : firmware_(firmware) {}

  static Result<Firmware> request(int (*find)(const ::firmware**, const char*, ::device*),
                                  CStr name, const Device<>& device) KERNEL_MAY_SLEEP {
    const ::firmware* firmware = nullptr;
    TRY(to_result(find(&firmware, name.as_raw(), device.as_raw())));
    return Firmware(firmware);
  }

  const ::firmware* firmware_;
};

/// \cond
template <>
inline constexpr bool kIsRelocatable<Firmware> = true;
/// \endcond

}  // namespace kernel
