// SPDX-License-Identifier: GPL-2.0
// A graphics device without hardware, for clients that try what DRM offers.

#include <kernel/drm/gem/shmem.hpp>
#include <kernel/drm/registration.hpp>
#include <kernel/faux.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/time/delay.hpp>

#include "clock.h"

using kernel::Atomic;
using kernel::Result;
namespace drm = kernel::drm;

struct Clock;

// How many there are.
static Atomic<int> pictures;

class Picture {
 public:
  using Driver = Clock;
  static Result<Picture> make(const drm::Device<Clock>& device, size_t size);

  Picture() { pictures.fetch_add(1, kernel::Relaxed); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture() { pictures.fetch_sub(1, kernel::Relaxed); }
};

struct Clock {
  using Object = drm::gem::shmem::Object<Picture>;

  struct Data {
    explicit Data(u64 first) : number(first) {}
    ~Data() {
      pr_info("the device's data goes, {} objects are left\n", pictures.load(kernel::Relaxed));
    }
    Atomic<u64> number;
    Atomic<u64> clients{0};
  };

  struct File {
    static Result<File> open(const drm::Device<Clock>& device) {
      device.data().clients.fetch_add(1, kernel::Relaxed);
      return {std::in_place};
    }
    Atomic<u64> calls{0};
  };

  static constexpr drm::DriverInfo kInfo = {.name = "cpp-clock",
                                            .desc = "Graphics that tell the time",
                                            .major = 1,
                                            .minor = 2,
                                            .patchlevel = 3,
                                            .render_node = true,
                                            .dumb_buffers = true};

  using Device = drm::RegisteredDevice<Clock>;
  using Client = drm::File<Clock>;

  static Result<clock_counts> counts(const Device& device, const Client& file) {
    return clock_counts{file.inner().calls.fetch_add(1, kernel::Relaxed) + 1,
                        device.data().clients.load(kernel::Relaxed)};
  }
  static Result<clock_object> make(const Device& device, const Client& file,
                                   const clock_object& wanted) {
    auto object = TRY(Object::make(device, wanted.size));
    auto result = wanted;
    result.offset = TRY(object->create_mmap_offset());
    result.handle = TRY(object->create_handle(file));
    return result;
  }
  static Result<clock_object> look_up(const Device&, const Client& file,
                                      const clock_object& wanted) {
    auto object = TRY(Object::lookup_handle(file, wanted.handle));
    auto result = wanted;
    result.size = object->size();
    return result;
  }
  static Result<void> set(const Device&, const Client&, const clock_number& number) {
    if (number.number > 23) return kernel::EINVAL;
    return {};
  }
  static Result<void> wait(const Device&, const Client&) {
    kernel::msleep(kernel::Delta::from_millis(300));
    return {};
  }
  static Result<clock_stamp> stamp(const Device&, const Client& file, const clock_stamp& wanted) {
    auto object = TRY(Object::lookup_handle(file, wanted.handle));
    auto bytes = TRY(object->vmap());
    auto result = wanted;
    result.number = TRY(bytes.read<u64>(wanted.offset));
    TRY(bytes.write(wanted.offset, result.number + 1));
    return result;
  }

  using Ioctls = drm::ioctl::Table<
      drm::ioctl::Handler<CLOCK_COUNTS, &Clock::counts, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_MAKE, &Clock::make, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_LOOK_UP, &Clock::look_up, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_SET, &Clock::set, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_WAIT, &Clock::wait, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_STAMP, &Clock::stamp, drm::ioctl::RENDER_ALLOW>>;
};

Result<Picture> Picture::make(const drm::Device<Clock>&, size_t size) {
  if (size > 64UL << 20) return kernel::EFBIG;
  return {std::in_place};
}

class DrmDevice : public kernel::Module<DrmDevice> {
 public:
  static Result<DrmDevice> init(kernel::ThisModule&) {
    auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_clock"));
    auto device = TRY(drm::Registration<Clock>::make(parent.device(), 7U));
    return {std::in_place, std::move(parent), std::move(device)};
  }

  DrmDevice(kernel::faux::Registration parent, drm::Registration<Clock> device)
      : parent_(std::move(parent)), device_(std::move(device)) {}

 private:
  kernel::faux::Registration parent_;
  drm::Registration<Clock> device_;
};

KERNEL_MODULE(DrmDevice, {
  .name = "drm_device",
  .authors = {"The C++ for Linux authors"},
  .description = "A graphics device without hardware",
  .license = "GPL",
});
