// SPDX-License-Identifier: GPL-2.0
// Sets the limit of the shredder, as root or as another user.

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "shredder.h"

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  if (argc > 2 && setuid(std::atoi(argv[2])) != 0) return 2;
  int file = open("/dev/shredder", O_RDONLY);
  __u32 limit = std::strtoul(argv[1], nullptr, 10);
  if (file < 0 || ioctl(file, SHREDDER_SET_LIMIT, &limit) != 0) {
    std::perror("set_limit");
    return 1;
  }
  return 0;
}
