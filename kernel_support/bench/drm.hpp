// SPDX-License-Identifier: GPL-2.0
#pragma once
#include <kernel/drm/gem/shmem.hpp>
#include <kernel/drm/registration.hpp>

#include "drm.h"

struct BenchDrm;

// With each object.
struct BenchObject {
  using Driver = BenchDrm;
  static kernel::Result<BenchObject> make(const kernel::drm::Device<BenchDrm>&, size_t) {
    return BenchObject{};
  }
};

// The driver of the graphics device.
struct BenchDrm {
  struct Data {
    u64 vram;
  };
  struct File {
    static kernel::Result<File> open(const kernel::drm::Device<BenchDrm>&) { return File{}; }
  };
  using Object = kernel::drm::gem::shmem::Object<BenchObject>;
  using Device = kernel::drm::RegisteredDevice<BenchDrm>;
  using Client = kernel::drm::File<BenchDrm>;

  static constexpr kernel::drm::DriverInfo kInfo = {.name = "bench-cxx",
                                                    .desc = "Objects of memory, in C++",
                                                    .render_node = true,
                                                    .dumb_buffers = true};

  static kernel::Result<drm_nova_getparam> getparam(const Device& device, const Client&,
                                                    const drm_nova_getparam& request) {
    if (static_cast<u32>(request.param) != NOVA_GETPARAM_VRAM_BAR_SIZE) return kernel::EINVAL;
    return drm_nova_getparam{.param = request.param, .value = device.data().vram};
  }

  static kernel::Result<drm_nova_gem_create> gem_create(const Device& device, const Client& client,
                                                        const drm_nova_gem_create& request) {
    auto object = TRY(Object::make(device, request.size));
    drm_nova_gem_create answer = request;
    answer.handle = TRY(object->create_handle(client));
    return answer;
  }

  static kernel::Result<drm_nova_gem_info> gem_info(const Device&, const Client& client,
                                                    const drm_nova_gem_info& request) {
    auto object = TRY(Object::lookup_handle(client, request.handle));
    drm_nova_gem_info answer = request;
    answer.size = object->size();
    return answer;
  }

  static kernel::Result<void> look_up(const Device&, const Client& client,
                                      const bench_look_up& request) {
    u64 sum = 0;
    for (u64 i = 0; i < request.times; ++i) {
      auto object = TRY(Object::lookup_handle(client, request.handle));
      sum += object->size();
    }
    if (sum != request.times * bindings::PAGE_SIZE) return kernel::EIO;
    return {};
  }

  using Ioctls = kernel::drm::ioctl::Table<
      kernel::drm::ioctl::Handler<DRM_IOCTL_NOVA_GETPARAM, &BenchDrm::getparam,
                                  kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<DRM_IOCTL_NOVA_GEM_CREATE, &BenchDrm::gem_create,
                                  kernel::drm::ioctl::AUTH | kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<DRM_IOCTL_NOVA_GEM_INFO, &BenchDrm::gem_info,
                                  kernel::drm::ioctl::AUTH | kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<BENCH_LOOK_UP, &BenchDrm::look_up,
                                  kernel::drm::ioctl::RENDER_ALLOW>>;
};
