// SPDX-License-Identifier: GPL-2.0
// Makes ioctls by the system call of 32-bit programs, which a program of 64 bits can make, too.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "user_compat.hpp"

namespace {

#ifdef __x86_64__
// 0, or the error.
int ask32(int file, unsigned number, uint64_t argument) {
  constexpr long kIoctl = 54;
  long result = kIoctl;
  asm volatile("int $0x80"
               : "+a"(result)
               : "b"(file), "c"(number), "d"(argument)
               : "memory", "r8", "r9", "r10", "r11");
  return -static_cast<int>(result);
}
#else
int ask32(int, unsigned, uint64_t) { return ENOSYS; }
#endif

void say(const char* what, int error) {
  std::printf("%s: %s\n", what, error ? strerrorname_np(error) : "ok");
}

}  // namespace

int main() {
  int file = open("/dev/user_compat", O_RDWR);
  int none = open("/dev/user_compat_none", O_RDWR);
  void* low =
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  if (file < 0 || none < 0 || low == MAP_FAILED) {
    std::perror("ask32");
    return 2;
  }
  auto& pair = *static_cast<Pair*>(low);
  auto address = reinterpret_cast<uint64_t>(low);

  say("nothing passed", ask32(file, TOUCH, 0));
  pair = {.small = 1, .unused = 0, .large = 2};
  say("a pair", ask32(file, SWAP, address));
  std::printf("%u %llu\n", pair.small, static_cast<unsigned long long>(pair.large));
  say("with bits that such a program has not", ask32(file, SWAP, address | uint64_t{7} << 32));
  std::printf("%u %llu\n", pair.small, static_cast<unsigned long long>(pair.large));
  say("the same from 64 bits", ioctl(file, SWAP, address | uint64_t{7} << 32) ? errno : 0);
  pair.unused = 3;
  say("what the module refuses", ask32(file, SWAP, address));
  say("nowhere", ask32(file, SWAP, 0));
  say("the last bytes of 32 bits", ask32(file, SWAP, 0xfffffff8));
  say("over the end of the page", ask32(file, SWAP, address + 4096 - 8));
  say("another number", ask32(file, _IO('c', 3), 0));
  say("another size", ask32(file, _IOWR('c', 2, __u64), address));
  say("a device without ioctls", ask32(none, TOUCH, 0));
  say("no file", ask32(1000, TOUCH, 0));
}
