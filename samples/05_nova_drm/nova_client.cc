// SPDX-License-Identifier: GPL-2.0
// A program for graphics devices of Nova: asks, makes objects of memory, maps and shares them.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <xf86drm.h>

#include "nova_drm.h"

// System calls and libdrm say -1, and why in errno.
static long check(long result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

//! [find]
// The first device of Nova that has such a node, "card" or "render". The numbers tell nothing, as
// other drivers have devices, too.
static int open_node(std::string_view kind) {
  for (int number = 0; number < 64; ++number) {
    char path[64];
    if (kind == "card")
      std::snprintf(path, sizeof(path), DRM_DEV_NAME, DRM_DIR_NAME, number);
    else
      std::snprintf(path, sizeof(path), DRM_RENDER_DEV_NAME, DRM_DIR_NAME, 128 + number);
    int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) continue;
    std::unique_ptr<drmVersion, void (*)(drmVersionPtr)> version(drmGetVersion(descriptor),
                                                                 drmFreeVersion);
    if (version && std::string_view(version->name) == "nova-drm") return descriptor;
    close(descriptor);
  }
  errno = ENODEV;
  return -1;
}
//! [find]

//! [node]
// An open file of a device: a client.
class Node {
 public:
  explicit Node(const char* kind) : descriptor_(open_node(kind)) { check(descriptor_, kind); }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() { close(descriptor_); }

  int descriptor() const { return descriptor_; }

  uint64_t param(uint64_t which) const {
    drm_nova_getparam request = {.param = which, .value = 0};
    check(drmIoctl(descriptor_, DRM_IOCTL_NOVA_GETPARAM, &request), "GETPARAM");
    return request.value;
  }

  uint32_t create(uint64_t size) const {
    drm_nova_gem_create request = {.handle = 0, .pad = 0, .size = size};
    check(drmIoctl(descriptor_, DRM_IOCTL_NOVA_GEM_CREATE, &request), "GEM_CREATE");
    return request.handle;
  }

  uint64_t size(uint32_t handle) const {
    drm_nova_gem_info request = {.handle = handle, .pad = 0, .size = 0};
    check(drmIoctl(descriptor_, DRM_IOCTL_NOVA_GEM_INFO, &request), "GEM_INFO");
    return request.size;
  }

  // A file that is the object: any program and any device can take it.
  int share(uint32_t handle) const {
    int buffer = -1;
    check(drmPrimeHandleToFD(descriptor_, handle, O_RDWR | O_CLOEXEC, &buffer), "export");
    return buffer;
  }

  uint32_t take(int buffer) const {
    uint32_t handle = 0;
    check(drmPrimeFDToHandle(descriptor_, buffer, &handle), "import");
    return handle;
  }

  void forget(uint32_t handle) const {
    drm_gem_close request = {.handle = handle, .pad = 0};
    check(drmIoctl(descriptor_, DRM_IOCTL_GEM_CLOSE, &request), "GEM_CLOSE");
  }

 private:
  int descriptor_;
};
//! [node]

// The bytes of a shared object.
class Mapping {
 public:
  Mapping(int buffer, size_t size)
      : address_(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, buffer, 0)), size_(size) {
    if (address_ == MAP_FAILED) check(-1, "mmap");
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { munmap(address_, size_); }

  char* text() const { return static_cast<char*>(address_); }

 private:
  void* address_;
  size_t size_;
};

static void show(const Node& node) {
  std::unique_ptr<drmVersion, void (*)(drmVersionPtr)> version(drmGetVersion(node.descriptor()),
                                                               drmFreeVersion);
  if (!version) check(-1, "version");
  std::printf("%s %d.%d.%d: %s\n", version->name, version->version_major, version->version_minor,
              version->version_patchlevel, version->desc);
  std::printf("%llu bytes of video memory\n",
              static_cast<unsigned long long>(node.param(NOVA_GETPARAM_VRAM_BAR_SIZE)));
}

//! [share]
// One program writes, another one reads: they share the object, not a handle.
static void share(const Node& node, const char* kind, const char* words) {
  uint32_t handle = node.create(std::strlen(words) + 1);
  uint64_t size = node.size(handle);
  int buffer = node.share(handle);
  Mapping mapping(buffer, size);
  std::memcpy(mapping.text(), words, std::strlen(words) + 1);
  node.forget(handle);

  pid_t reader = fork();
  check(reader, "fork");
  if (reader == 0) {
    Node mine(kind);
    uint32_t taken = mine.take(buffer);
    Mapping theirs(mine.share(taken), mine.size(taken));
    std::printf("handle %u of %llu bytes says: %s\n", taken,
                static_cast<unsigned long long>(mine.size(taken)), theirs.text());
    return;
  }
  int status = 0;
  check(waitpid(reader, &status, 0), "wait");
  if (status != 0) throw std::runtime_error("the reader failed");
}
//! [share]

// Keeps a file, a handle and a mapping while the card goes, until a line is read.
static void hold(const Node& node) {
  uint32_t handle = node.create(4096);
  Mapping mapping(node.share(handle), 4096);
  std::memcpy(mapping.text(), "still there", sizeof("still there"));
  std::puts("holding");
  if (std::getchar() == EOF) std::puts("nobody said anything");
  try {
    node.param(NOVA_GETPARAM_VRAM_BAR_SIZE);
    std::puts("the card is there");
  } catch (const std::system_error& error) {
    std::printf("%s\n", error.what());
  }
  std::printf("the mapping is %s\n", mapping.text());
}

static unsigned long long number(const char* text) { return std::stoull(text, nullptr, 0); }

int main(int argc, char** argv) try {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::string_view command = argc > 2 ? argv[1] : "";
  if (command == "show") {
    show(Node(argv[2]));
  } else if (command == "param" && argc > 3) {
    uint64_t value = Node(argv[2]).param(number(argv[3]));
    std::printf("%llu\n", static_cast<unsigned long long>(value));
  } else if (command == "create" && argc > 3) {
    Node node(argv[2]);
    uint32_t handle = node.create(number(argv[3]));
    std::printf("handle %u: %llu bytes\n", handle,
                static_cast<unsigned long long>(node.size(handle)));
  } else if (command == "size" && argc > 3) {
    uint64_t size = Node(argv[2]).size(static_cast<uint32_t>(number(argv[3])));
    std::printf("%llu\n", static_cast<unsigned long long>(size));
  } else if (command == "share" && argc > 3) {
    Node node(argv[2]);
    share(node, argv[2], argv[3]);
  } else if (command == "hold") {
    hold(Node(argv[2]));
  } else {
    std::fputs(
        "usage: nova_client show NODE | param NODE NUMBER | create NODE SIZE | size NODE HANDLE\n"
        "                   | share NODE WORDS | hold NODE\nNODE is card or render.\n",
        stderr);
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "nova_client: %s\n", error.what());
  return 1;
}
