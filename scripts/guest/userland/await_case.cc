// SPDX-License-Identifier: GPL-2.0
// await_case PORT: says on PORT that this guest may be saved, and waits in that state. A guest
// started from there finds a case in the window, which is the memory of a PCI device: sets the
// clock, takes what is random, looks for devices that have come, and writes the case's archive to
// standard output.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/pci_regs.h>
#include <linux/random.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace {

const std::string kDevices = "/sys/bus/pci/devices/";

// What the window begins with; scripts/guest/saved.py writes it.
struct Header {
  uint64_t size;  // of the archive behind it, 0 as long as there is none
  int64_t seconds, nanoseconds;
  unsigned char random[64];
  uint64_t devices;  // how many were put in
};

bool is_window(const std::string& device) {
  unsigned vendor = 0, id = 0;
  if (FILE* file = std::fopen((device + "/vendor").c_str(), "r")) {
    if (std::fscanf(file, "%x", &vendor) != 1) vendor = 0;
    std::fclose(file);
  }
  if (FILE* file = std::fopen((device + "/device").c_str(), "r")) {
    if (std::fscanf(file, "%x", &id) != 1) id = 0;
    std::fclose(file);
  }
  return vendor == 0x1af4 && id == 0x1110;  // QEMU's ivshmem
}

bool write_all(int file, const char* data, size_t size) {
  while (size > 0) {
    ssize_t written = write(file, data, size);
    if (written <= 0) return false;
    data += written;
    size -= written;
  }
  return true;
}

bool write_word(const std::string& path, const std::string& word) {
  int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  bool written = file >= 0 && write_all(file, word.data(), word.size());
  if (file >= 0) close(file);
  return written;
}

// It may be what a case has a driver for: so it is for none.
const char* window() {
  DIR* folder = opendir(kDevices.c_str());
  if (!folder) return nullptr;
  const void* memory = MAP_FAILED;
  while (const dirent* entry = readdir(folder)) {
    std::string device = kDevices + entry->d_name;
    if (!is_window(device)) continue;
    int file = open((device + "/resource2").c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file >= 0 && fstat(file, &status) == 0 && write_word(device + "/driver_override", "none"))
      memory = mmap(nullptr, status.st_size, PROT_READ, MAP_SHARED, file, 0);
    if (file >= 0) close(file);
    break;
  }
  closedir(folder);
  return memory == MAP_FAILED ? nullptr : static_cast<const char*>(memory);
}

// A device that has come may not answer yet. The firmware changes that for all that it finds when a
// machine starts, and drivers tell if they have to.
bool let_answer(const std::string& device) {
  int file = open((device + "/config").c_str(), O_RDWR | O_CLOEXEC);
  unsigned char command[2];
  bool done = file >= 0 && pread(file, command, sizeof(command), PCI_COMMAND) == sizeof(command);
  if (done) {
    command[0] |= PCI_COMMAND_IO | PCI_COMMAND_MEMORY;
    command[1] |= PCI_COMMAND_SERR >> 8;
    done = pwrite(file, command, sizeof(command), PCI_COMMAND) == sizeof(command);
  }
  if (file >= 0) close(file);
  return done;
}

bool find_devices() {
  bool found = write_word("/sys/bus/pci/rescan", "1");
  DIR* folder = opendir(kDevices.c_str());
  while (const dirent* entry = folder ? readdir(folder) : nullptr)
    if (entry->d_name[0] != '.') found = let_answer(kDevices + entry->d_name) && found;
  if (folder) closedir(folder);
  return folder && found;
}

// Guests that start from the same state must not draw the same numbers.
bool add_entropy(const unsigned char (&random)[64]) {
  struct {
    int bits, bytes;
    unsigned char data[sizeof(random)];
  } pool = {8 * sizeof(random), sizeof(random), {}};
  std::memcpy(pool.data, random, sizeof(random));
  int file = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
  bool added =
      file >= 0 && ioctl(file, RNDADDENTROPY, &pool) == 0 && ioctl(file, RNDRESEEDCRNG) == 0;
  if (file >= 0) close(file);
  return added;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "usage: await_case PORT\n");
    return 2;
  }
  const char* memory = window();
  int port = open(words[1], O_WRONLY | O_NOCTTY | O_CLOEXEC);
  if (!memory || port < 0 || !write_all(port, "\036ready\n", 7)) {
    std::perror("await_case");
    return 1;
  }
  close(port);
  const auto* size = reinterpret_cast<const volatile uint64_t*>(memory);
  while (*size == 0) {
    timespec pause = {0, 1'000'000};
    nanosleep(&pause, nullptr);
  }
  Header header;
  std::memcpy(&header, memory, sizeof(header));
  timespec now = {header.seconds, header.nanoseconds};
  if (clock_settime(CLOCK_REALTIME, &now) != 0 || !add_entropy(header.random) ||
      (header.devices && !find_devices()) ||
      !write_all(STDOUT_FILENO, memory + sizeof(header), header.size)) {
    std::perror("await_case");
    return 1;
  }
}
