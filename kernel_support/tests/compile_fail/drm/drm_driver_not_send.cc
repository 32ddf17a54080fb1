// SPDX-License-Identifier: GPL-2.0
// Any program's thread uses what a client has.
// misuse: Graphics devices: a client's object stays with the thread that opened the file
// rust: compile error: not Send (E0277)
// expect: error: static assertion failed: the object stays with its thread, and any program's thread uses it

#include <kernel/drm/gem/shmem.hpp>
#include <kernel/drm/registration.hpp>

struct Anywhere {};

template <typename Base>
struct Of {
  struct Memory {
    using Driver = Of;
    static kernel::Result<Memory> make(const kernel::drm::Device<Of>&, size_t) { return Memory{}; }
  };
  struct Data {};
  struct File : Base {
    static kernel::Result<File> open(const kernel::drm::Device<Of>&) { return {std::in_place}; }
  };
  using Object = kernel::drm::gem::shmem::Object<Memory>;
  using Ioctls = kernel::drm::ioctl::Table<>;
  static constexpr kernel::drm::DriverInfo kInfo{.name = "example", .desc = "An example"};
};

#ifdef FAIL
template class kernel::drm::detail::DriverTables<Of<kernel::NotThreadSafe>>;
#else
template class kernel::drm::detail::DriverTables<Of<Anywhere>>;
#endif
