// SPDX-License-Identifier: GPL-2.0
// Operations of a graphics device as they come: for programs that see whether its driver stands it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <drm_mode.h>
#include <span>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace wild {

// Numbers as they come, after the seed.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 2 + 1) {}
  uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  uint64_t below(uint64_t bound) { return next() % bound; }

 private:
  uint64_t state_;
};

// An operation, and whether it can go well at all.
struct Kind {
  unsigned long number;
  bool can = true;
};

struct Tally {
  unsigned long went_well = 0;
  unsigned long failed = 0;
  // Some of each kind went well, and none of those that cannot; else this would prove little.
  bool each = true;

  // Also what came of a right operation after all of them.
  void say(uint64_t seed, const char* after) const {
    std::printf("seed %llu: %lu of %lu calls went well, of each kind that can: %s, then %s\n",
                static_cast<unsigned long long>(seed), went_well, went_well + failed,
                each ? "yes" : "no", after);
  }
};

// Asks so many times for operations of these kinds: right ones, and such with a bit changed, in
// number and argument. The first kind makes an object, of a size that is 8 bytes behind its handle.
inline Tally storm(int descriptor, std::span<const Kind> kinds, uint64_t seed,
                   unsigned long times) {
  // What handles and descriptors are mostly below.
  constexpr uint32_t kSmall = 40;
  // Memory for a few of these there is; larger ones there are only if none is used.
  constexpr uint64_t kLargest = 64 * 4096, kHuge = uint64_t{1} << 40;
  // So much comes back, if a number says so.
  alignas(8) static unsigned char argument[1 << _IOC_SIZEBITS];
  std::vector<unsigned long> well(kinds.size());
  Tally tally;
  Random random(seed);
  for (unsigned long i = 0; i < times; ++i) {
    for (size_t at = 0; at < 64; ++at)
      argument[at] = random.below(4) ? 0 : static_cast<unsigned char>(random.next());
    // Mostly small numbers: handles, descriptors and sizes that may be there.
    auto small = static_cast<uint32_t>(random.below(kSmall));
    uint64_t size = random.below(3 * 4096);
    if (random.below(8) == 0) std::memcpy(&size, argument + 8, sizeof(size));
    if (random.below(8) == 0) size = random.below(kSmall);
    if (size < kHuge) size %= kLargest;
    if (random.below(8)) std::memcpy(argument, &small, sizeof(small));
    if (random.below(8)) std::memset(argument + 4, 0, 4);
    std::memcpy(argument + 8, &size, sizeof(size));
    const size_t which = random.below(kinds.size());
    unsigned long number = kinds[which].number;
    if (random.below(4) == 0) number ^= 1UL << (16 + random.below(16));  // size and direction
    if (ioctl(descriptor, number, random.below(50) ? argument : nullptr) < 0) {
      ++tally.failed;
      continue;
    }
    ++tally.went_well;
    ++well[which];
    // What is not small would never be asked for again.
    drm_gem_close object = {};
    std::memcpy(&object.handle, argument, sizeof(object.handle));
    if (_IOC_NR(number) == _IOC_NR(kinds[0].number) && object.handle >= kSmall)
      ioctl(descriptor, DRM_IOCTL_GEM_CLOSE, &object);
    int buffer;
    std::memcpy(&buffer, argument + 8, sizeof(buffer));
    if (_IOC_NR(number) == _IOC_NR(DRM_IOCTL_PRIME_HANDLE_TO_FD) && buffer > 20) close(buffer);
  }
  for (size_t which = 0; which < kinds.size(); ++which)
    tally.each = tally.each && (well[which] > 0) == kinds[which].can;
  return tally;
}

}  // namespace wild
