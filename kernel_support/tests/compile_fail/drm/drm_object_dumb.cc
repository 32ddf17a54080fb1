// SPDX-License-Identifier: GPL-2.0
// Plain objects have nothing that a program could map, and a dumb buffer is there to be mapped.
// expect: error: static assertion failed: programs cannot map these objects: take shmem::Object

#include <kernel/drm/gem/object.hpp>
#include <kernel/drm/registration.hpp>

template <bool kDumb>
struct Of {
  struct Memory {
    using Driver = Of;
    static kernel::Result<Memory> make(const kernel::drm::Device<Of>&, size_t) { return Memory{}; }
  };
  struct Data {};
  struct File {
    static kernel::Result<File> open(const kernel::drm::Device<Of>&) { return File{}; }
  };
  using Object = kernel::drm::gem::Object<Memory>;
  using Ioctls = kernel::drm::ioctl::Table<>;
  static constexpr kernel::drm::DriverInfo kInfo{
      .name = "example", .desc = "An example", .dumb_buffers = kDumb};
};

[[maybe_unused]] static kernel::Result<void> example(const kernel::drm::Device<Of<true>>& wrong
                                                     [[maybe_unused]],
                                                     const kernel::drm::Device<Of<false>>& right
                                                     [[maybe_unused]]) {
#ifdef FAIL
  auto object = TRY(Of<true>::Object::make(wrong, 4096));
#else
  auto object = TRY(Of<false>::Object::make(right, 4096));
#endif
  return {};
}
