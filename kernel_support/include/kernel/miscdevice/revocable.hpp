// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files in /dev of hardware that may go.

#include <kernel/detail/revocable_object.hpp>
#include <kernel/miscdevice.hpp>

namespace kernel {

namespace detail {

/// A misc device: what C code knows of it, and the object behind it.
template <typename T>
class RevocableMisc {
 public:
  RevocableMisc(CString name, RevocableObject<T> object)
      : name_(std::move(name)), object_(std::move(object)) {}
  RevocableMisc(const RevocableMisc&) = delete;
  RevocableMisc& operator=(const RevocableMisc&) = delete;
  ~RevocableMisc() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (!registered_) return;
    // Nobody opens it any more,
    bindings::misc_deregister(&misc_);
    // and nobody is in an operation, or gets into one.
    object_.revoke();
    wait_for_module_users();
  }

  Result<void> start(unsigned short mode) {
    misc_.minor = bindings::MISC_DYNAMIC_MINOR;
    misc_.name = name_->as_raw();
    misc_.fops = &MiscOperations<T, Place>::kTable;
    misc_.mode = mode;
    TRY(to_result(bindings::misc_register(&misc_)));
    registered_ = true;
    return {};
  }

  /// The object, which is there as long as this is.
  const T& device() const { return object_.device(); }

 private:
  /// Where the object of an open file is, or was.
  struct Place : RevocableObject<T> {
    static int open_file(::file* file) {
      // SAFETY: misc_open() has put the address of the miscdevice there, and holds the lock that
      // misc_deregister() needs.
      auto& misc = *static_cast<const RevocableMisc*>(cpp_helper_file_private_data(file));
      return misc.object_.open(file);
    }
    static void release_file(::inode*, ::file* file) { RevocableObject<T>::close(file); }
  };

  // INVARIANT: it comes first, as misc_open() puts its address into the file.
  ::miscdevice misc_ = {};
  CString name_;
  RevocableObject<T> object_;
  bool registered_ = false;
};

}  // namespace detail

/// A misc device of hardware: a file in /dev that may go while programs have it open. Their
/// operations give #ENODEV from then on.
///
///     # #include <kernel/miscdevice/revocable.hpp>
///     struct Thermometer {
///       kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
///         return out.write_str("21 C\n");
///       }
///     };
///     # ---
///
///     auto device = TRY(kernel::RevocableMiscDevice<Thermometer>::make(
///         kernel::GFP_KERNEL, {.name = "cpp_thermometer", .mode = 0444}));
///     // programs can read /dev/cpp_thermometer now
///
/// It owns a T, whose member functions are the operations, as for MiscDeviceRegistration, but for
/// show(), which it has not. What open() returns goes when the file is closed or the driver is
/// detached, whichever is first, and before the T in any case. A PollCondVar may be part of either:
/// a program that waits in poll() then is woken, and told #EPOLLHUP and #EPOLLERR.
///
/// The destructor, which runs when the driver is detached, takes the file away, waits for the
/// operations that run, and destroys the T; it does not wait for programs that have the file open.
/// So what an operation waits for must come to an end by itself. A MiscDeviceRegistration waits
/// until all files are closed instead, and would keep whoever unplugs a device waiting for a
/// program.
///
/// As long as a file is open the module cannot be unloaded. If init() of the module fails after a
/// program has opened the file, the destructor waits until it is closed.
///
/// \context May sleep, and so may the operations.
/// \wraps{linux/miscdevice.h,driver-api/misc_devices.html}
template <typename T>
class RevocableMiscDevice {
  using Device = detail::RevocableMisc<T>;

 public:
  /// Makes a T of \p args, and the file that leads to it.
  ///
  /// \errors As of MiscDeviceRegistration::make().
  template <typename... Args>
  static Result<RevocableMiscDevice> make(alloc::Flags flags, const MiscDeviceOptions& options,
                                          Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(
        !requires { &T::show; },
        "a RevocableMiscDevice has no show(): write to the reader's memory in read()");
    if (!detail::is_file_name(options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto object = TRY(detail::RevocableObject<T>::make(flags, std::forward<Args>(args)...));
    auto device = TRY(KBox<Device>::make(flags, std::move(name), std::move(object)));
    auto started = device->start(options.mode);
    if (started.is_err()) {
      if (started.error() == EEXIST)
        pr_err("there is a device {} already: choose another name\n", options.name);
      return started.error();
    }
    return RevocableMiscDevice(std::move(device));
  }

  /// Takes the device over.
  RevocableMiscDevice(RevocableMiscDevice&&) = default;
  /// Takes its own file away, and the other device over.
  RevocableMiscDevice& operator=(RevocableMiscDevice&&) KERNEL_MAY_SLEEP = default;
  /// Takes the file away, waits for operations that run, and destroys the T.
  ~RevocableMiscDevice() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return device_->device(); }
  const T& operator*() const&& = delete;  // the device goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &device_->device(); }
  const T* operator->() const&& = delete;  // the device goes at once: give it a name first

 private:
  explicit RevocableMiscDevice(KBox<Device> device) : device_(std::move(device)) {}

  KBox<Device> device_;
};

}  // namespace kernel
