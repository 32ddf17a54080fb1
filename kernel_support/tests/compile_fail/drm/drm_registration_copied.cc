// SPDX-License-Identifier: GPL-2.0
// Who destroys one takes the device away from the other.
// misuse: Graphics devices: the registration of a graphics device is copied
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function .*Registration

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
using Registration = kernel::drm::Registration<Driver>;

[[maybe_unused]] static void example(Registration& registration) {
#ifdef FAIL
  Registration other = registration;
#else
  Registration other = std::move(registration);
#endif
}
