// SPDX-License-Identifier: GPL-2.0
// A mistake: that the device is registered is true as long as the operation runs, and no longer.

#include <kernel/drm/device.hpp>

struct Nova {
  struct Data {};
};

//! [mistake]
struct Later {
  kernel::ARef<kernel::drm::RegisteredDevice<Nova>> device;
};
//! [mistake]
