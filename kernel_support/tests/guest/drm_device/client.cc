// SPDX-License-Identifier: GPL-2.0
// A client that tries what DRM offers, and says what came of it.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <drm_mode.h>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "../programs/wild.hpp"
#include "clock.h"

namespace {

// What came of a call: "ok", or the name of the error.
const char* outcome(long result) { return result >= 0 ? "ok" : strerrorname_np(errno); }

class Node {
 public:
  explicit Node(const char* path) : descriptor_(open(path, O_RDWR | O_CLOEXEC)) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  bool there() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  template <typename T>
  long call(unsigned long number, T& argument) const {
    return ioctl(descriptor_, number, &argument);
  }

  clock_object make(uint64_t size, const char* words = nullptr) const {
    clock_object object = {};
    object.size = size;
    long result = call(CLOCK_MAKE, object);
    if (words) std::printf("make %s: %s\n", words, outcome(result));
    return object;
  }

  long look_up(uint32_t handle, uint64_t& size) const {
    clock_object object = {};
    object.handle = handle;
    long result = call(CLOCK_LOOK_UP, object);
    size = object.size;
    return result;
  }
  uint64_t objects() const {
    clock_counts counts = {};
    call(CLOCK_COUNTS, counts);
    return counts.objects;
  }
  uint64_t waiting() const {
    clock_counts counts = {};
    call(CLOCK_COUNTS, counts);
    return counts.waiting;
  }
  long close_handle(uint32_t handle) const {
    drm_gem_close close = {};
    close.handle = handle;
    return call(DRM_IOCTL_GEM_CLOSE, close);
  }

 private:
  int descriptor_;
};

void identity(const Node& node) {
  char name[32] = {}, description[64] = {}, date[32] = {};
  drm_version version = {};
  version.name = name;
  version.name_len = sizeof(name) - 1;
  version.desc = description;
  version.desc_len = sizeof(description) - 1;
  version.date = date;
  version.date_len = sizeof(date) - 1;
  const char* how = outcome(node.call(DRM_IOCTL_VERSION, version));
  std::printf("version: %s: %s, %s, %d.%d.%d\n", how, name, description, version.version_major,
              version.version_minor, version.version_patchlevel);
}

void numbers(const Node& node) {
  clock_counts counts = {};
  std::printf("counts: %s\n", outcome(node.call(CLOCK_COUNTS, counts)));
  clock_counts again = {};
  node.call(CLOCK_COUNTS, again);
  std::printf("each call counts: %s\n", again.calls == counts.calls + 1 ? "yes" : "no");
  clock_number number = {23};
  std::printf("set 23: %s\n", outcome(node.call(CLOCK_SET, number)));
  number.number = 24;
  std::printf("set 24: %s\n", outcome(node.call(CLOCK_SET, number)));
  std::printf("number 7 of the driver: %s\n",
              outcome(node.call(DRM_IO(DRM_COMMAND_BASE + 7), number)));
  std::printf("number 95 of the driver: %s\n",
              outcome(node.call(DRM_IO(DRM_COMMAND_END - 1), number)));
  std::printf("another letter: %s\n", outcome(node.call(_IO('e', DRM_COMMAND_BASE), number)));
  // Shorter: what is missing is zero. Longer: the rest is not seen.
  struct {
    __u64 number[4];
  } longer = {{23, 1, 2, 3}};
  std::printf("set, longer: %s\n",
              outcome(node.call(DRM_IOW(DRM_COMMAND_BASE + 3, longer), longer)));
  __u32 shorter = 24;
  std::printf("set, shorter, 24: %s\n",
              outcome(node.call(DRM_IOW(DRM_COMMAND_BASE + 3, shorter), shorter)));
  std::printf("set, in no direction: %s\n",
              outcome(node.call(DRM_IO(DRM_COMMAND_BASE + 3), number)));
  std::printf("set, at no address: %s\n", outcome(ioctl(node.descriptor(), CLOCK_SET, nullptr)));
}

void objects(const Node& node, const Node& other) {
  node.make(0, "0 bytes");
  node.make(~uint64_t{0}, "2^64 - 1 bytes");
  node.make(-uint64_t{4096}, "2^64 - 4096 bytes");
  node.make(uint64_t{1} << 62, "2^62 bytes");
  node.make(uint64_t{128} << 20, "more than the driver wants");
  node.make(CLOCK_UNWANTED, "what the driver does not want");
  clock_object object = node.make(5000, "5000 bytes");
  uint64_t size = 0;
  std::printf("look up: %s", outcome(node.look_up(object.handle, size)));
  std::printf(", %llu bytes\n", static_cast<unsigned long long>(size));
  // Of a struct that was shorter once, and one that will be longer.
  struct {
    uint32_t handle, pad;
  } shorter = {object.handle, 0};
  std::printf("look up, shorter: %s\n",
              outcome(node.call(DRM_IOWR(DRM_COMMAND_BASE + 2, shorter), shorter)));
  struct {
    clock_object object;
    uint64_t more;
  } longer = {{object.handle, 0, 0, 0}, 7};
  std::printf("look up, longer: %s",
              outcome(node.call(DRM_IOWR(DRM_COMMAND_BASE + 2, longer), longer)));
  std::printf(", %llu bytes, and the rest is as it was: %s\n",
              static_cast<unsigned long long>(longer.object.size), longer.more == 7 ? "yes" : "no");
  std::printf("look up 99: %s\n", outcome(node.look_up(99, size)));
  std::printf("another client looks it up: %s\n", outcome(other.look_up(object.handle, size)));
  std::printf("close: %s\n", outcome(node.close_handle(object.handle)));
  std::printf("close again: %s\n", outcome(node.close_handle(object.handle)));
  std::printf("look up: %s\n", outcome(node.look_up(object.handle, size)));
}

void* map(int descriptor, uint64_t offset, size_t size) {
  return mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor,
              static_cast<off_t>(offset));
}

void mapping(const Node& node, const Node& other) {
  uint64_t before = node.objects();
  clock_object object = node.make(5000);
  auto* bytes = static_cast<unsigned char*>(map(node.descriptor(), object.offset, 8192));
  std::printf("map: %s\n", bytes == MAP_FAILED ? strerrorname_np(errno) : "ok");
  if (bytes == MAP_FAILED) return;
  bool zero = true;
  for (int i = 0; i < 8192; ++i) zero = zero && bytes[i] == 0;
  std::printf("all zero: %s\n", zero ? "yes" : "no");
  std::memset(bytes, 0x5a, 8192);
  std::printf("close while mapped: %s\n", outcome(node.close_handle(object.handle)));
  std::printf("still there: %s\n", bytes[8191] == 0x5a ? "yes" : "no");
  std::printf("map again: %s\n", map(node.descriptor(), object.offset, 8192) == MAP_FAILED
                                     ? strerrorname_np(errno)
                                     : "ok");
  std::printf("the object is there: %s", node.objects() == before + 1 ? "yes" : "no");
  munmap(bytes, 8192);
  std::printf(", and goes with the mapping: %s\n", node.objects() == before ? "yes" : "no");

  object = node.make(4096);
  std::printf(
      "another client maps: %s\n",
      map(other.descriptor(), object.offset, 4096) == MAP_FAILED ? strerrorname_np(errno) : "ok");
  std::printf(
      "map more than there is: %s\n",
      map(node.descriptor(), object.offset, 8192) == MAP_FAILED ? strerrorname_np(errno) : "ok");
  void* copy = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, node.descriptor(),
                    static_cast<off_t>(object.offset));
  std::printf("map a private copy: %s\n", copy == MAP_FAILED ? strerrorname_np(errno) : "ok");
  node.close_handle(object.handle);
}

// The kernel maps what we have mapped.
void stamping(const Node& node, const Node& vgem) {
  clock_object object = node.make(8192);
  auto* bytes = static_cast<unsigned char*>(map(node.descriptor(), object.offset, 8192));
  if (bytes == MAP_FAILED) return;
  bytes[8184] = 41;
  clock_stamp stamp = {};
  stamp.handle = object.handle;
  stamp.offset = 8184;
  std::printf("stamp: %s", outcome(node.call(CLOCK_STAMP, stamp)));
  std::printf(", was %llu, is %d\n", static_cast<unsigned long long>(stamp.number), bytes[8184]);
  for (uint64_t beyond : {uint64_t{8185}, uint64_t{8192}, ~uint64_t{0}}) {
    stamp.offset = beyond;
    std::printf("stamp beyond: %s\n", outcome(node.call(CLOCK_STAMP, stamp)));
  }
  munmap(bytes, 8192);
  node.close_handle(object.handle);

  drm_mode_create_dumb dumb = {};
  dumb.width = dumb.height = 64;
  dumb.bpp = 32;
  drm_prime_handle given = {};
  if (!vgem.there() || vgem.call(DRM_IOCTL_MODE_CREATE_DUMB, dumb) < 0) return;
  given.handle = dumb.handle;
  given.flags = O_RDWR | O_CLOEXEC;
  vgem.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, given);
  node.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, given);
  stamp = {};
  stamp.handle = given.handle;
  std::printf("stamp a buffer of the partner's: %s", outcome(node.call(CLOCK_STAMP, stamp)));
  std::printf(" %s", outcome(node.call(CLOCK_STAMP, stamp)));
  std::printf(", was %llu\n", static_cast<unsigned long long>(stamp.number));
  close(given.fd);
}

void sharing(const Node& node, const Node& other) {
  clock_object object = node.make(5000);
  drm_prime_handle prime = {};
  prime.handle = object.handle;
  prime.flags = O_RDWR | O_CLOEXEC;
  std::printf("export: %s\n", outcome(node.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, prime)));
  std::printf("size: %ld\n", static_cast<long>(lseek(prime.fd, 0, SEEK_END)));
  auto* ours = static_cast<unsigned char*>(map(prime.fd, 0, 8192));
  std::printf("map: %s\n", ours == MAP_FAILED ? strerrorname_np(errno) : "ok");
  if (ours != MAP_FAILED) ours[4097] = 0x77;

  drm_prime_handle taken = {};
  taken.fd = prime.fd;
  std::printf("another client imports: %s\n",
              outcome(other.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, taken)));
  uint64_t size = 0;
  drm_prime_handle own = {};
  own.fd = prime.fd;
  std::printf("the maker imports: %s", outcome(node.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, own)));
  std::printf(", the handle is %s\n", own.handle == object.handle ? "its own" : "another one");
  std::printf("it looks it up: %s", outcome(other.look_up(taken.handle, size)));
  std::printf(", %llu bytes\n", static_cast<unsigned long long>(size));
  close(prime.fd);
  std::printf("the maker closes: %s\n", outcome(node.close_handle(object.handle)));
  std::printf("the other one closes: %s\n", outcome(other.close_handle(taken.handle)));
  std::printf("what was written stands: %s\n", ours[4097] == 0x77 ? "yes" : "no");
  munmap(ours, 8192);
}

void pictures(const Node& node, const char* words) {
  drm_mode_create_dumb dumb = {};
  dumb.width = 640;
  dumb.height = 480;
  dumb.bpp = 32;
  long result = node.call(DRM_IOCTL_MODE_CREATE_DUMB, dumb);
  std::printf("picture, %s: %s, pitch %u, %llu bytes\n", words, outcome(result), dumb.pitch,
              static_cast<unsigned long long>(dumb.size));
  if (result < 0) return;
  drm_mode_map_dumb where = {};
  where.handle = dumb.handle;
  std::printf("map the picture: %s", outcome(node.call(DRM_IOCTL_MODE_MAP_DUMB, where)));
  std::printf(", %s\n", map(node.descriptor(), where.offset, dumb.size) == MAP_FAILED
                            ? strerrorname_np(errno)
                            : "ok");
}

// What of an object the device is given, and another one.
void pieces(const Node& node, const char* whose, uint32_t handle) {
  for (uint32_t elsewhere : {0, 1}) {
    clock_pieces pieces = {handle, elsewhere, 0};
    std::printf("pieces of %s%s: %s", whose, elsewhere ? " elsewhere" : "",
                outcome(node.call(CLOCK_PIECES, pieces)));
    std::printf(", %llu bytes\n", static_cast<unsigned long long>(pieces.bytes));
  }
}

// Another driver's buffer: how it comes here, and ours there.
void partner(const Node& node, const Node& vgem) {
  if (!vgem.there()) {
    std::puts("no partner");
    return;
  }
  clock_object object = node.make(8192);
  drm_prime_handle prime = {};
  prime.handle = object.handle;
  prime.flags = O_RDWR | O_CLOEXEC;
  node.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, prime);
  std::printf("the partner imports: %s\n", outcome(vgem.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, prime)));
  pieces(node, "ours", object.handle);
  close(prime.fd);
  vgem.close_handle(prime.handle);
  node.close_handle(object.handle);

  drm_mode_create_dumb dumb = {};
  dumb.width = 64;
  dumb.height = 64;
  dumb.bpp = 32;
  std::printf("the partner makes a picture: %s\n",
              outcome(vgem.call(DRM_IOCTL_MODE_CREATE_DUMB, dumb)));
  drm_prime_handle given = {};
  given.handle = dumb.handle;
  given.flags = O_RDWR | O_CLOEXEC;
  std::printf("it exports: %s\n", outcome(vgem.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, given)));
  std::printf("we import: %s\n", outcome(node.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, given)));
  uint64_t size = 0;
  std::printf("look up: %s", outcome(node.look_up(given.handle, size)));
  std::printf(", %llu bytes\n", static_cast<unsigned long long>(size));
  pieces(node, "theirs", given.handle);
  close(given.fd);
  vgem.close_handle(dumb.handle);
  std::printf("close: %s\n", outcome(node.close_handle(given.handle)));

  // What is left of it is the partner's alone, who can use it as before.
  drm_mode_create_dumb unwanted = {};
  unwanted.width = 64;
  unwanted.height = CLOCK_UNWANTED / 256;
  unwanted.bpp = 32;
  vgem.call(DRM_IOCTL_MODE_CREATE_DUMB, unwanted);
  drm_prime_handle refused = {};
  refused.handle = unwanted.handle;
  refused.flags = O_RDWR | O_CLOEXEC;
  vgem.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, refused);
  uint64_t before = node.objects();
  for (int i = 0; i < 2; ++i)
    std::printf("we import what we do not want: %s\n",
                outcome(node.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, refused)));
  std::printf("objects: %llu more\n", static_cast<unsigned long long>(node.objects() - before));
  auto* bytes = static_cast<unsigned char*>(map(refused.fd, 0, CLOCK_UNWANTED));
  std::printf("the partner's is there: %s\n", bytes != MAP_FAILED && bytes[0] == 0 ? "yes" : "no");
  if (bytes != MAP_FAILED) munmap(bytes, CLOCK_UNWANTED);
  close(refused.fd);
  vgem.close_handle(unwanted.handle);
}

// Two devices of one driver: what is one's is not the other's.
void two(const Node& first, const Node& second) {
  clock_object ours = first.make(4096);
  uint64_t size = 0;
  std::printf("the second looks up what the first has made: %s\n",
              outcome(second.look_up(ours.handle, size)));
  clock_object theirs = second.make(8192);
  std::printf("both call theirs %u and %u", ours.handle, theirs.handle);
  first.look_up(ours.handle, size);
  std::printf(", of %llu", static_cast<unsigned long long>(size));
  second.look_up(theirs.handle, size);
  std::printf(" and %llu bytes\n", static_cast<unsigned long long>(size));

  drm_prime_handle prime = {};
  prime.handle = ours.handle;
  prime.flags = O_RDWR | O_CLOEXEC;
  first.call(DRM_IOCTL_PRIME_HANDLE_TO_FD, prime);
  std::printf("the second imports from the first: %s\n",
              outcome(second.call(DRM_IOCTL_PRIME_FD_TO_HANDLE, prime)));
  close(prime.fd);
  first.close_handle(ours.handle);
  clock_stamp stamp = {};
  stamp.handle = prime.handle;
  std::printf("stamp: %s", outcome(second.call(CLOCK_STAMP, stamp)));
  std::printf(" %s", outcome(second.call(CLOCK_STAMP, stamp)));
  std::printf(", was %llu\n", static_cast<unsigned long long>(stamp.number));
}

// The device goes while an operation runs, and others are asked for all the time.
void in_flight(const Node& node, const Node& other, const char* path, const char* plug) {
  clock_object object = node.make(4096);
  auto* bytes = static_cast<unsigned char*>(map(node.descriptor(), object.offset, 4096));
  if (bytes != MAP_FAILED) bytes[0] = 0x5a;
  const char* waited = "";
  const char* asked = "";
  std::thread waits([&] { waited = outcome(ioctl(node.descriptor(), CLOCK_WAIT)); });
  while (node.waiting() == 0) usleep(1000);
  std::thread asks([&] {
    clock_counts counts = {};
    while (other.call(CLOCK_COUNTS, counts) == 0) continue;
    asked = outcome(-1);
  });
  int descriptor = open(plug, O_WRONLY);
  long written = write(descriptor, "go", 2);
  std::printf("unplug: %s\n", outcome(written));
  close(descriptor);
  waits.join();
  asks.join();
  std::printf("the operation that ran: %s\nothers: %s\n", waited, asked);
  std::printf("wait again: %s\n", outcome(ioctl(node.descriptor(), CLOCK_WAIT)));
  std::printf("close a handle: %s\n", outcome(node.close_handle(object.handle)));
  std::printf("open: %s\n", outcome(open(path, O_RDWR)));
  std::printf("the mapping is there: %s\n", bytes != MAP_FAILED && bytes[0] == 0x5a ? "yes" : "no");
}

// Operations as they come.
void anything(const Node& node, uint64_t seed, unsigned long times) {
  static constexpr wild::Kind kKinds[] = {{CLOCK_MAKE},
                                          {CLOCK_MAKE},
                                          {CLOCK_COUNTS},
                                          {CLOCK_LOOK_UP},
                                          {CLOCK_SET},
                                          {CLOCK_STAMP},
                                          {DRM_IO(DRM_COMMAND_BASE + 7), false},
                                          {DRM_IOCTL_GEM_CLOSE},
                                          {DRM_IOCTL_PRIME_HANDLE_TO_FD},
                                          {DRM_IOCTL_PRIME_FD_TO_HANDLE}};
  wild::Tally tally = wild::storm(node.descriptor(), kKinds, seed, times);
  clock_counts counts = {};
  tally.say(seed, outcome(node.call(CLOCK_COUNTS, counts)));
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  if (argc < 3) return 2;
  std::string command = argv[1];
  Node node(argv[2]), other(argv[2]);
  if (!node.there() || !other.there()) {
    std::printf("open: %s\n", strerrorname_np(errno));
    return 1;
  }
  if (command == "all") {
    identity(node);
    numbers(node);
    objects(node, other);
    mapping(node, other);
    sharing(node, other);
    pictures(node, argv[2]);
  } else if (command == "partner" && argc > 3) {
    Node vgem(argv[3]);
    partner(node, vgem);
    stamping(node, vgem);
  } else if (command == "two" && argc > 3) {
    two(node, Node(argv[3]));
  } else if (command == "in_flight" && argc > 3) {
    in_flight(node, other, argv[2], argv[3]);
  } else if (command == "wild" && argc > 4) {
    anything(node, std::stoull(argv[3]), std::stoul(argv[4]));
  } else {
    return 2;
  }
  return 0;
}
