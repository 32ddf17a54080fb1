// SPDX-License-Identifier: GPL-2.0
// A mistake: number 1 is missing, so DRM would call the wrong function, or none.

#include <kernel/drm/ioctl.hpp>

namespace drm = kernel::drm;

struct Nova {
  static kernel::Result<void> reset(const drm::RegisteredDevice<Nova>&, const drm::File<Nova>&) {
    return {};
  }
};

//! [mistake]
constexpr unsigned int kReset = DRM_IO(DRM_COMMAND_BASE);
constexpr unsigned int kStop = DRM_IO(DRM_COMMAND_BASE + 2);
using Ioctls = drm::ioctl::Table<drm::ioctl::Handler<kReset, &Nova::reset>,
                                 drm::ioctl::Handler<kStop, &Nova::reset>>;
//! [mistake]
static_assert(Ioctls::kBelongsTo<Nova>);
