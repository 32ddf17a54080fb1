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

  static kernel::Result<bench_param> getparam(const Device& device, const Client&,
                                              const bench_param& request) {
    if (static_cast<u32>(request.param) != BENCH_PARAM) return kernel::EINVAL;
    return bench_param{.param = request.param, .value = device.data().vram};
  }

  static kernel::Result<bench_object> gem_create(const Device& device, const Client& client,
                                                 const bench_object& request) {
    auto object = TRY(Object::make(device, request.size));
    bench_object answer = request;
    answer.handle = TRY(object->create_handle(client));
    return answer;
  }

  static kernel::Result<bench_object> gem_info(const Device&, const Client& client,
                                               const bench_object& request) {
    auto object = TRY(Object::lookup_handle(client, request.handle));
    bench_object answer = request;
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
      kernel::drm::ioctl::Handler<BENCH_GETPARAM, &BenchDrm::getparam,
                                  kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<BENCH_GEM_CREATE, &BenchDrm::gem_create,
                                  kernel::drm::ioctl::AUTH | kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<BENCH_GEM_INFO, &BenchDrm::gem_info,
                                  kernel::drm::ioctl::AUTH | kernel::drm::ioctl::RENDER_ALLOW>,
      kernel::drm::ioctl::Handler<BENCH_LOOK_UP, &BenchDrm::look_up,
                                  kernel::drm::ioctl::RENDER_ALLOW>>;
};
