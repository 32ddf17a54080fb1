// SPDX-License-Identifier: GPL-2.0
// A program for the edu device: has it compute, and moves bytes there and back.

#include "edu.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

//! [file]
// An open file. What goes wrong is thrown.
class EduFile {
 public:
  EduFile() : descriptor_(open("/dev/edu", O_RDWR)) { check(descriptor_, "open"); }
  EduFile(const EduFile&) = delete;
  EduFile& operator=(const EduFile&) = delete;
  ~EduFile() { close(descriptor_); }

  edu_version version() const {
    edu_version result;
    check(ioctl(descriptor_, EDU_VERSION, &result), "version");
    return result;
  }

  uint32_t factorial(uint32_t number) const {
    check(ioctl(descriptor_, EDU_FACTORIAL, &number), "factorial");
    return number;
  }

  // How many bytes went through, which may be fewer than there are.
  size_t write_at(const void* bytes, size_t size, off_t position) const {
    return check(pwrite(descriptor_, bytes, size, position), "write");
  }
  size_t read_at(void* bytes, size_t size, off_t position) const {
    return check(pread(descriptor_, bytes, size, position), "read");
  }

 private:
  static size_t check(ssize_t result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return static_cast<size_t>(result);
  }

  int descriptor_;
};
//! [file]

//! [copy]
// Fills the device's memory, and compares each byte that comes back; says how many were wrong.
int copy() {
  std::array<unsigned char, EDU_MEMORY> there = {};
  std::array<unsigned char, EDU_MEMORY + 1> back = {};
  for (size_t i = 0; i < there.size(); ++i) there[i] = static_cast<unsigned char>(i * 7 + i / 256);

  EduFile file;
  size_t written = file.write_at(there.data(), there.size(), 0);
  size_t read = file.read_at(back.data(), back.size(), 0);  // one more than there are
  int wrong = 0;
  for (size_t i = 0; i < there.size(); ++i) wrong += there[i] != back[i];
  std::printf("%zu bytes there, %zu back, %d wrong\n", written, read, wrong);
  return wrong > 0;
}
//! [copy]

//! [main]
int main(int argc, char** argv) try {
  std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "version") {
    edu_version version = EduFile().version();
    std::printf("version %u.%u\n", version.major, version.minor);
  } else if (command == "factorial" && argc > 2) {
    std::printf("%u\n", EduFile().factorial(std::stoul(argv[2])));
  } else if (command == "copy") {
    return copy();
  } else if (command == "until-gone") {
    // Computes until the device is no more.
    for (EduFile file;;)
      if (file.factorial(5) != 120) return 1;
  } else {
    std::fputs("usage: edu version | factorial NUMBER | copy | until-gone\n", stderr);
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "edu: %s\n", error.what());
  return 1;
}
//! [main]
