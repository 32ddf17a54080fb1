// SPDX-License-Identifier: GPL-2.0
// A client that asks sample 05 for anything: wild PATH SEED TIMES.

#include "../programs/wild.hpp"

#include <fcntl.h>
#include <string>

#include "../../../../samples/05_nova_drm/nova_drm.h"

namespace {

constexpr wild::Kind kKinds[] = {{DRM_IOCTL_NOVA_GEM_CREATE},
                                 {DRM_IOCTL_NOVA_GEM_CREATE},
                                 {DRM_IOCTL_NOVA_GETPARAM},
                                 {DRM_IOCTL_NOVA_GEM_INFO},
                                 {DRM_IO(DRM_COMMAND_BASE + 3), false},
                                 {DRM_IOCTL_GEM_CLOSE},
                                 {DRM_IOCTL_PRIME_HANDLE_TO_FD},
                                 {DRM_IOCTL_PRIME_FD_TO_HANDLE}};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  int descriptor = open(argv[1], O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return 1;
  uint64_t seed = std::stoull(argv[2]);
  wild::Tally tally = wild::storm(descriptor, kKinds, seed, std::stoul(argv[3]));
  drm_nova_getparam request = {.param = NOVA_GETPARAM_VRAM_BAR_SIZE, .value = 0};
  tally.say(seed, ioctl(descriptor, DRM_IOCTL_NOVA_GETPARAM, &request) == 0 ? "ok" : "no answer");
  return 0;
}
