// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Making graphics devices known to programs.

#include <kernel/detail/module_users.hpp>
#include <kernel/devres.hpp>
#include <kernel/drm/driver.hpp>
#include <kernel/init.hpp>

namespace kernel::drm {

namespace detail {

/// A device that is registered.
template <typename D>
class Plug {
 public:
  explicit Plug(const Device<D>& device) : device_(device) {}
  Plug(const Plug&) = delete;
  Plug& operator=(const Plug&) = delete;
  ~Plug() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    bindings::drm_dev_unplug(device_->as_raw());
    kernel::detail::wait_for_module_users();
  }

 private:
  ARef<Device<D>> device_;
};

}  // namespace detail

/// A graphics device of the driver D that programs can open: `/dev/dri/card*` and, if D wants it,
/// `/dev/dri/render*`. They are there as long as this object, and no longer than the driver of the
/// parent is attached.
///
///     # #include <kernel/drm/gem/shmem.hpp>
///     # #include <kernel/faux.hpp>
///     struct clock_hours {
///       __u64 hours;
///     };
///     #define CLOCK_GET_HOURS DRM_IOR(DRM_COMMAND_BASE, struct clock_hours)
///
///     struct Clock;
///     struct Picture {   // with each object of memory
///       using Driver = Clock;
///       static kernel::Result<Picture> make(const kernel::drm::Device<Clock>&, size_t) {
///         return Picture{};
///       }
///     };
///
///     struct Clock {
///       struct Data {   // with each device
///         u64 hours;
///       };
///       struct File {   // with each client
///         static kernel::Result<File> open(const kernel::drm::Device<Clock>&) { return File{}; }
///       };
///       using Object = kernel::drm::gem::shmem::Object<Picture>;
///
///       static kernel::Result<clock_hours> hours(const kernel::drm::RegisteredDevice<Clock>&
///       device,
///                                                const kernel::drm::File<Clock>&) {
///         return clock_hours{device.data().hours};
///       }
///       using Ioctls = kernel::drm::ioctl::Table<kernel::drm::ioctl::Handler<
///           CLOCK_GET_HOURS, &Clock::hours, kernel::drm::ioctl::RENDER_ALLOW>>;
///
///       static constexpr kernel::drm::DriverInfo kInfo{
///           .name = "cpp-clock", .desc = "Tells the time", .render_node = true};
///     };
///     # ---
///
///     auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_clock"));
///     auto clock = TRY(kernel::drm::Registration<Clock>::make(parent.device(), 12U));
///     // programs can open it now
///     EXPECT_EQ(clock.device().data().hours, 12U);
///     auto picture = TRY(Clock::Object::make(clock.device(), 5000));
///     EXPECT_EQ(picture->size(), 8192U);
///     auto bytes = TRY(picture->vmap());
///     EXPECT_EQ(TRY(bytes.read<u32>(0)), 0U);
///
/// When it goes, no operation of the driver is called any more: it waits for those that run, and
/// programs get #ENODEV from then on. What they have opened and mapped stays until they give it
/// back; then the last owner of the Device destroys it, with its data.
///
/// DRM ties the memory of a device to its parent: it goes when the driver of the parent is
/// detached, not before, also if the registration fails or goes earlier.
///
/// It can be moved and not copied.
///
/// \context May sleep, also when it is destroyed. An operation of the device must not destroy it,
/// as it would wait for itself. \wraps{drm/drm_drv.h,gpu/drm-internals.html}
template <typename D>
class [[nodiscard]] Registration {
  using Tables = detail::DriverTables<D>;
  using Memory = detail::DeviceMemory<D>;
  using Data = typename D::Data;
  using Plug = detail::Plug<D>;

 public:
  /// Makes a device with a `D::Data` of \p args, and registers it. Its driver is the one that is
  /// attached to \p parent.
  ///
  /// \errors #ENOMEM; #ENOSPC if there are no numbers left for devices.
  template <typename... Args>
  static Result<Registration> make(const kernel::Device<device::Bound>& parent,
                                   Args&&... args) KERNEL_MAY_SLEEP {
    return init(parent, [&](Slot<Data> slot) -> Result<Placed<Data>> {
      return std::move(slot).emplace(std::forward<Args>(args)...);
    });
  }

  /// The same with a `D::Data` that \p build builds in a Slot: for data whose making can fail, or
  /// that cannot move.
  ///
  /// \errors Those of make(), and those of \p build.
  template <typename Build>
  static Result<Registration> init(const kernel::Device<device::Bound>& parent,
                                   Build&& build) KERNEL_MAY_SLEEP {
    static_assert(offsetof(Memory, drm) == 0, "DRM and we have the same address for a device");
    static_assert(alignof(Memory) <= bindings::ARCH_KMALLOC_MINALIGN,
                  "the Data of a driver is aligned more than kmalloc() aligns");
    auto* memory = TRY(from_err_ptr(static_cast<Memory*>(bindings::__devm_drm_dev_alloc(
        parent.as_raw(), &Tables::kWithoutData, sizeof(Memory), offsetof(Memory, drm)))));
    // SAFETY: DRM has made room for it, of which nobody else knows.
    TRY(Slot<Data>::fill(&memory->data, std::forward<Build>(build)));
    // From now on whoever frees the device destroys the data.
    cpp_helper_drm_device_set_driver(&memory->drm, &Tables::kDriver);
    const Device<D>& device = Device<D>::from_raw(&memory->drm);
    ARef<Device<D>> owner(device);
    auto plug =
        TRY(Devres<Plug>::init(GFP_KERNEL, parent, [&](Slot<Plug> slot) -> Result<Placed<Plug>> {
          int error = bindings::drm_dev_register(device.as_raw(), 0);
          // Also if it fails: somebody may have opened the first of two nodes.
          auto plug = std::move(slot).emplace(device);
          TRY(to_result(error));
          return plug;
        }));
    return Registration(std::move(owner), std::move(plug));
  }

  /// The device.
  const Device<D>& device() const& KERNEL_LIFETIME_BOUND { return *device_; }
  const Device<D>& device() const&& = delete;  // it may go at once: give the registration a name

 private:
  Registration(ARef<Device<D>> device, Devres<Plug> plug)
      : device_(std::move(device)), plug_(std::move(plug)) {}

  ARef<Device<D>> device_;
  Devres<Plug> plug_;
};

}  // namespace kernel::drm
