// SPDX-License-Identifier: GPL-2.0
// look [NUMBER]: waits until the board shows the number, and prints what it shows.

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int count, char** words) {
  int file = open("/dev/board", O_RDONLY);
  if (file < 0) {
    std::perror("/dev/board");
    return 1;
  }
  //! [client]
  void* page = mmap(nullptr, sizeof(uint32_t), PROT_READ, MAP_SHARED, file, 0);
  if (page == MAP_FAILED) {
    std::perror("mmap");
    return 1;
  }
  close(file);  // the page stays
  auto& number = *static_cast<const std::atomic<uint32_t>*>(page);
  if (count == 2)
    while (number != std::strtoul(words[1], nullptr, 10)) usleep(1000);
  std::printf("the board says %u\n", number.load());
  //! [client]
}
