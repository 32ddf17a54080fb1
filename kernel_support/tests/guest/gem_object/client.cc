// SPDX-License-Identifier: GPL-2.0
// Tries what plain objects can do, and what they cannot.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <drm_mode.h>
#include <fcntl.h>
#include <initializer_list>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chime.h"

static const char* outcome(long result) { return result >= 0 ? "ok" : strerrorname_np(errno); }

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  int file = open(argv[1], O_RDWR);
  int vgem = open(argv[2], O_RDWR);
  int second = open(argv[3], O_RDWR);
  if (file < 0 || vgem < 0 || second < 0) return 1;

  for (uint64_t size : {uint64_t{0}, ~uint64_t{0}, uint64_t{1} << 62, uint64_t{128} << 20}) {
    chime_object object = {0, 0, size, 0};
    std::printf("make %llu bytes: %s\n", static_cast<unsigned long long>(size),
                outcome(ioctl(file, CHIME_MAKE, &object)));
  }
  chime_object object = {0, 0, 5000, 0};
  std::printf("make 5000 bytes: %s\n", outcome(ioctl(file, CHIME_MAKE, &object)));
  object.size = 0;
  std::printf("look up: %s", outcome(ioctl(file, CHIME_LOOK_UP, &object)));
  std::printf(", %llu bytes\n", static_cast<unsigned long long>(object.size));
  void* bytes = mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, file,
                     static_cast<off_t>(object.offset));
  std::printf("map: %s\n", outcome(bytes == MAP_FAILED ? -1 : 0));

  drm_prime_handle prime = {};
  prime.handle = object.handle;
  prime.flags = O_RDWR | O_CLOEXEC;
  // By which number differs between kernels.
  bool exported = ioctl(file, DRM_IOCTL_PRIME_HANDLE_TO_FD, &prime) == 0;
  std::printf("export: %s\n", exported ? "ok" : "refused");
  drm_mode_create_dumb dumb = {};
  dumb.width = dumb.height = 64;
  dumb.bpp = 32;
  std::printf("the partner makes a picture: %s\n",
              outcome(ioctl(vgem, DRM_IOCTL_MODE_CREATE_DUMB, &dumb)));
  prime = {};
  prime.handle = dumb.handle;
  prime.flags = O_RDWR | O_CLOEXEC;
  std::printf("it exports: %s\n", outcome(ioctl(vgem, DRM_IOCTL_PRIME_HANDLE_TO_FD, &prime)));
  bool refused = ioctl(file, DRM_IOCTL_PRIME_FD_TO_HANDLE, &prime) < 0;
  std::printf("import: %s\n", refused ? "refused" : "ok");
  bool pictures = ioctl(file, DRM_IOCTL_MODE_CREATE_DUMB, &dumb) == 0;
  std::printf("make a picture: %s\n", pictures ? "ok" : "refused");

  drm_gem_close close = {};
  close.handle = object.handle;
  std::printf("close: %s\n", outcome(ioctl(file, DRM_IOCTL_GEM_CLOSE, &close)));
  std::printf("look up: %s\n", outcome(ioctl(file, CHIME_LOOK_UP, &object)));
  object.size = 4096;
  std::printf("make 4096 bytes: %s\n", outcome(ioctl(file, CHIME_MAKE, &object)));
  std::printf("the driver takes it back: %s\n", outcome(ioctl(file, CHIME_TAKE_BACK, &object)));
  std::printf("look up: %s\n", outcome(ioctl(file, CHIME_LOOK_UP, &object)));
  std::printf("take back again: %s\n", outcome(ioctl(file, CHIME_TAKE_BACK, &object)));
  std::printf("a handle of the second device for one of the first: %s\n",
              outcome(ioctl(second, CHIME_BORROW, &object)));
  // The file's end closes this one.
  object.size = 4096;
  std::printf("make 4096 bytes: %s\n", outcome(ioctl(file, CHIME_MAKE, &object)));
  return 0;
}
