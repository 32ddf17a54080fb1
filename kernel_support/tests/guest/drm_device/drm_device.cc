// SPDX-License-Identifier: GPL-2.0
// A graphics device without hardware, for clients that try what DRM offers.

#include <kernel/drm/gem/sg_table.hpp>
#include <kernel/drm/registration.hpp>
#include <kernel/faux.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/mutex.hpp>
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

  explicit Picture(size_t size) : size(size) { pictures.fetch_add(1, kernel::Relaxed); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture() { pictures.fetch_sub(1, kernel::Relaxed); }

  const size_t size;
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
    Atomic<u64> waiting{0};
    kernel::Completion leaving;
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
    const Data& data = device.data();
    if (&file.device() != &device) return kernel::EPROTO;
    return clock_counts{
        file.inner().calls.fetch_add(1, kernel::Relaxed) + 1, data.clients.load(kernel::Relaxed),
        static_cast<u64>(pictures.load(kernel::Relaxed)), data.waiting.load(kernel::Relaxed)};
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
    result.size = object->inner().size;
    if (result.size != object->size()) return kernel::EPROTO;
    return result;
  }
  static Result<void> set(const Device&, const Client&, const clock_number& number) {
    if (number.number > 23) return kernel::EINVAL;
    return {};
  }
  static Result<void> wait(const Device& device, const Client&) {
    const Data& data = device.data();
    data.waiting.fetch_add(1, kernel::Relaxed);
    auto result = data.leaving.wait_timeout(kernel::Delta::from_secs(50));
    // The device goes meanwhile, and waits for us.
    kernel::msleep(kernel::Delta::from_millis(300));
    data.waiting.fetch_sub(1, kernel::Relaxed);
    return result;
  }
  static Result<clock_stamp> stamp(const Device&, const Client& file, const clock_stamp& wanted) {
    auto object = TRY(Object::lookup_handle(file, wanted.handle));
    auto bytes = TRY(object->vmap());
    // One mapping takes the place of another.
    auto other = TRY(object->vmap());
    bytes = std::move(other);
    auto result = wanted;
    result.number = TRY(bytes.read<u64>(wanted.offset));
    TRY(bytes.write(wanted.offset, result.number + 1));
    return result;
  }
  static Result<clock_pieces> pieces(const Device& device, const Client& file,
                                     const clock_pieces& wanted) {
    auto object = TRY(Object::lookup_handle(file, wanted.handle));
    if (!wanted.elsewhere) return count(device.parent(), *object, wanted);
    auto other = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_elsewhere"));
    return count(other.device(), *object, wanted);
  }
  static Result<clock_pieces> count(const kernel::Device<kernel::device::Bound>& device,
                                    const Object& object, clock_pieces result) {
    using Pages = drm::gem::shmem::SGTable<Picture>;
    auto mapped = TRY(Pages::make(kernel::GFP_KERNEL, device, object));
    auto pages = TRY(mapped.access(device));
    pages->sync_for_device();
    pages->sync_for_cpu();
    result.bytes = 0;
    for (auto piece : *pages) result.bytes += piece.dma_len();
    return result;
  }

  using Ioctls = drm::ioctl::Table<
      drm::ioctl::Handler<CLOCK_COUNTS, &Clock::counts, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_MAKE, &Clock::make, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_LOOK_UP, &Clock::look_up, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_SET, &Clock::set, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_WAIT, &Clock::wait, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_STAMP, &Clock::stamp, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<CLOCK_PIECES, &Clock::pieces, drm::ioctl::RENDER_ALLOW>>;
};

Result<Picture> Picture::make(const drm::Device<Clock>&, size_t size) {
  if (size > 64UL << 20) return kernel::EFBIG;
  if (size == CLOCK_UNWANTED) return kernel::EDOM;
  return {std::in_place, size};
}

// /dev/cpp_clock: who writes there has the first device go, as if its hardware were pulled out.
class Plug {
  using Registration = drm::Registration<Clock>;

 public:
  explicit Plug(Registration registration) : registration_(std::move(registration)) {}

  Result<void> write(const kernel::File&, kernel::UserSliceReader& in) const {
    TRY(in.skip(in.size()));
    auto registration = registration_.lock();
    if (!*registration) return kernel::ENODEV;
    kernel::ARef<drm::Device<Clock>> device((*registration)->device());
    // Who is in the device has its parent, and must be out before it goes.
    if (auto guard = device->try_enter()) {
      if (&*guard != &static_cast<const drm::Device<Clock>&>(*device)) return kernel::EPROTO;
      pr_info("the device of {} goes, {} operations run\n", guard->parent().dev_name(),
              guard->data().waiting.load(kernel::Relaxed));
    }
    device->data().leaving.complete_all();
    registration->reset();
    if (auto guard = device->try_enter()) return kernel::EPROTO;
    pr_info("it is gone, {} operations run\n", device->data().waiting.load(kernel::Relaxed));
    return {};
  }

 private:
  kernel::Mutex<std::optional<Registration>, "Plug::registration"> registration_;
};

class DrmDevice : public kernel::Module<DrmDevice> {
  using Parent = kernel::faux::Registration;
  using Registration = drm::Registration<Clock>;
  using PlugDevice = kernel::MiscDeviceRegistration<Plug>;

 public:
  static Result<DrmDevice> init(kernel::ThisModule&) {
    auto parent = TRY(Parent::make(kernel::GFP_KERNEL, "cpp_clock"));
    auto device = TRY(Registration::make(parent.device(), 7U));
    auto second_parent = TRY(Parent::make(kernel::GFP_KERNEL, "cpp_clock_2"));
    auto second = TRY(Registration::make(second_parent.device(), 8U));
    auto plug = TRY(PlugDevice::make(kernel::GFP_KERNEL, {.name = "cpp_clock"}, std::move(device)));
    return {std::in_place, std::move(parent), std::move(second_parent), std::move(second),
            std::move(plug)};
  }

  DrmDevice(Parent parent, Parent second_parent, Registration second, PlugDevice plug)
      : parent_(std::move(parent)),
        second_parent_(std::move(second_parent)),
        second_(std::move(second)),
        plug_(std::move(plug)) {}

 private:
  Parent parent_;
  Parent second_parent_;
  Registration second_;
  PlugDevice plug_;
};

KERNEL_MODULE(DrmDevice, {
  .name = "drm_device",
  .authors = {"The C++ for Linux authors"},
  .description = "A graphics device without hardware",
  .license = "GPL",
});
