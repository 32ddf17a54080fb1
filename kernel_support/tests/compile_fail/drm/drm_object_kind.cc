// SPDX-License-Identifier: GPL-2.0
// A handle leads to an object of the one kind that the driver has: another one would be taken for
// it.
// expect: error: static assertion failed: the driver's Object is of another kind: DRM makes that one

#include <kernel/drm/gem/shmem.hpp>
#include <kernel/drm/registration.hpp>

struct Driver;
struct Memory {
  using Driver = ::Driver;
  static kernel::Result<Memory> make(const kernel::drm::Device<Driver>&, size_t) {
    return Memory{};
  }
};
struct Driver {
  struct Data {};
  struct File {
    static kernel::Result<File> open(const kernel::drm::Device<Driver>&) { return File{}; }
  };
  using Object = kernel::drm::gem::shmem::Object<Memory>;
  using Ioctls = kernel::drm::ioctl::Table<>;
  static constexpr kernel::drm::DriverInfo kInfo{.name = "example", .desc = "An example"};
};

[[maybe_unused]] static kernel::Result<void> example(const kernel::drm::Device<Driver>& device) {
#ifdef FAIL
  auto object = TRY(kernel::drm::gem::Object<Memory>::make(device, 4096));
#else
  auto object = TRY(kernel::drm::gem::shmem::Object<Memory>::make(device, 4096));
#endif
  return {};
}
