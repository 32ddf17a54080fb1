// SPDX-License-Identifier: GPL-2.0
// The name of the type says whether both modules mean the same one; a local one has no name that
// says so.
// misuse: Drivers: the data of another module's device is read as a type that is local to a file
// rust: run time: TypeId differs (EINVAL)
// expect: error: static assertion failed: two modules cannot share a type that is local to a file

#include <kernel/auxiliary/device.hpp>

struct Shared {
  int ports;
};
namespace {
struct Local {
  int ports;
};
}  // namespace

[[maybe_unused]] static kernel::Result<void> example(
    const kernel::auxiliary::Device<kernel::device::Bound>& device) {
#ifdef FAIL
  auto data = TRY(device.registration_data<Local>());
#else
  auto data = TRY(device.registration_data<Shared>());
#endif
  static_cast<void>(data->ports);
  return {};
}
