// SPDX-License-Identifier: GPL-2.0
// What nova_core tells nova_drm of a graphics card.
#pragma once

#include <kernel/device.hpp>

struct NovaGpu {
  u64 vram_bar_size;  // how much of its memory the processor can reach, in bytes
};
