// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a graphics device that counts its objects of memory.

#include "../../../../samples/05_nova_drm/nova_drm.h"

#include <kernel/auxiliary/driver.hpp>
#include <kernel/drm/gem/shmem.hpp>
#include <kernel/drm/registration.hpp>
#include <kernel/sync/atomic.hpp>

#include "../../../../samples/05_nova_drm/nova_gpu.hpp"

#define NOVA_GETPARAM_OBJECTS 0x2

using kernel::Result;
using kernel::device::Core;
namespace drm = kernel::drm;
namespace auxiliary = kernel::auxiliary;

struct Nova;

//! [solution]
// With each object of memory: one that counts itself. It has the device, and so the number.
class NovaObject {
 public:
  using Driver = Nova;

  //! [task]
  //! an object has to count itself: when is it made, and when does it go?
  //! > static Result<NovaObject> make(const drm::Device<Nova>&, size_t) { return {std::in_place}; }
  //! >
  //! > NovaObject() = default;
  //! > NovaObject(const NovaObject&) = delete;
  //! > NovaObject& operator=(const NovaObject&) = delete;
  static Result<NovaObject> make(const drm::Device<Nova>& device, size_t);

  explicit NovaObject(const drm::Device<Nova>& device);
  NovaObject(const NovaObject&) = delete;
  NovaObject& operator=(const NovaObject&) = delete;
  ~NovaObject();

 private:
  kernel::ARef<drm::Device<Nova>> device_;
  //! [task]
};
//! [solution]

// The driver, as DRM sees it: which types belong together.
struct Nova {
  // With each device.
  struct Data {
    NovaGpu gpu;
    //! [task]
    //! where the objects are counted. Several programs make objects at once.
    kernel::Atomic<u64> objects{0};
    //! [task]
  };

  // With each client. What it has beyond this, its handles, is DRM's.
  struct File {
    static Result<File> open(const drm::Device<Nova>&) { return File{}; }
  };

  using Object = drm::gem::shmem::Object<NovaObject>;

  static constexpr drm::DriverInfo kInfo = {
      .name = "nova-drm",
      .desc = "NVIDIA Graphics and Compute",
      .render_node = true,
      .dumb_buffers = true,
  };

  // While an operation runs, the device is registered, and the card is there.
  using Device = drm::RegisteredDevice<Nova>;
  using Client = drm::File<Nova>;

  static Result<drm_nova_getparam> getparam(const Device& device, const Client&,
                                            const drm_nova_getparam& request) {
    drm_nova_getparam answer = request;
    switch (request.param) {
      case NOVA_GETPARAM_VRAM_BAR_SIZE:
        answer.value = device.data().gpu.vram_bar_size;
        return answer;
      //! [task]
      //! answer with the number of objects.
      case NOVA_GETPARAM_OBJECTS:
        answer.value = device.data().objects.load(kernel::Relaxed);
        return answer;
      //! [task]
      default:
        return kernel::EINVAL;
    }
  }

  static Result<drm_nova_gem_create> gem_create(const Device& device, const Client& client,
                                                const drm_nova_gem_create& request) {
    auto object = TRY(Object::make(device, request.size));
    drm_nova_gem_create answer = request;
    answer.handle = TRY(object->create_handle(client));
    return answer;
  }

  static Result<drm_nova_gem_info> gem_info(const Device&, const Client& client,
                                            const drm_nova_gem_info& request) {
    auto object = TRY(Object::lookup_handle(client, request.handle));
    drm_nova_gem_info answer = request;
    answer.size = object->size();
    return answer;
  }

  // In the order of their numbers, without a gap, and what a function takes and gives is what its
  // number says: or this does not compile.
  using Ioctls = drm::ioctl::Table<
      drm::ioctl::Handler<DRM_IOCTL_NOVA_GETPARAM, &Nova::getparam, drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<DRM_IOCTL_NOVA_GEM_CREATE, &Nova::gem_create,
                          drm::ioctl::AUTH | drm::ioctl::RENDER_ALLOW>,
      drm::ioctl::Handler<DRM_IOCTL_NOVA_GEM_INFO, &Nova::gem_info,
                          drm::ioctl::AUTH | drm::ioctl::RENDER_ALLOW>>;
};

//! [count]
//! [task]
//! what NovaObject does with the device's data stands here, where Nova::Data is known.
Result<NovaObject> NovaObject::make(const drm::Device<Nova>& device, size_t) {
  return {std::in_place, device};
}
NovaObject::NovaObject(const drm::Device<Nova>& device) : device_(device) {
  device.data().objects.add(1, kernel::Relaxed);
}
NovaObject::~NovaObject() { device_->data().objects.sub(1, kernel::Relaxed); }
//! [task]
//! [count]

// The driver, as the auxiliary bus sees it: one object for each card.
class NovaPart : public auxiliary::Driver<NovaPart> {
 public:
  static constexpr auto kIds = auxiliary::id_table("nova_core.nova-drm");

  static Result<NovaPart> probe(const auxiliary::Device<Core>& device) {
    auto gpu = TRY(device.registration_data<NovaGpu>());
    auto registration = TRY(drm::Registration<Nova>::make(device, *gpu));
    return {std::in_place, std::move(registration)};
  }

  explicit NovaPart(drm::Registration<Nova> registration)
      : registration_(std::move(registration)) {}

 private:
  drm::Registration<Nova> registration_;  // /dev/dri/... is there as long as this is
};
KERNEL_AUXILIARY_DEVICE_TABLE(NovaPart);

KERNEL_MODULE(kernel::driver::Module<auxiliary::DriverRegistration<NovaPart>>, {
  .name = "nova_drm",
  .authors = {"The C++ for Linux authors"},
  .description = "Graphics devices of Nova",
  .license = "GPL",
});
