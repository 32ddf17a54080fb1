// SPDX-License-Identifier: GPL-2.0
// Maps the device, and reads it.

#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int main() {
  char byte = 0;
  int file = open("/dev/broken_ring", O_RDWR);
  if (file < 0 || mmap(nullptr, 1, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ||
      read(file, &byte, 1) != 1) {
    std::perror("/dev/broken_ring");
    return 1;
  }
}
