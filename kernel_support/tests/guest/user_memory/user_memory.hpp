// SPDX-License-Identifier: GPL-2.0
// What the module and the program that attacks it agree on.
#pragma once
#ifdef __KERNEL__
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

// What the kernel shall do with a piece of the program's memory.
enum class Operation : __u32 {
  kRead,        // a Record
  kReadSlice,   // `count` numbers of 32 bits
  kReadSome,    // `count` bytes
  kReadAll,     // with `count` as limit
  kReadStr,     // with room for `count` characters
  kReadCStr,    // the same
  kSkip,        // `count` bytes
  kSkipRead,    // `count` bytes, then a Record
  kWrite,       // a Record
  kWriteSlice,  // `count` numbers of 32 bits
  kWriteSome,   // `count` bytes
  kWriteStr,    // kText
  kBoth,        // reads a Record, then writes the next one over it
};

// No operation reads or writes more than this with one call.
constexpr __u64 kMost = 8192;

struct Record {
  __u64 first;
  __u32 second, third;
};

struct Attack {
  __u64 address, size, count;
  __u64 done, left;  // what the kernel answers, as are these:
  __u64 digest;      // of the bytes that it has read
  Operation operation;
  __s32 error;
};

// What read() and write() of a file do.
enum class Manner : __u32 {
  kAll,      // all or nothing
  kSome,     // as much as can be had
  kSkip,     // write(): skip all
  kNothing,  // nothing at all
  kFail,     // some, then fail
};

// What the last write() saw.
struct Seen {
  __u64 size, digest;
};

#define ATTACK _IOWR('m', 1, Attack)
#define SET_MANNER _IOW('m', 2, Manner)
#define SEEN _IOR('m', 3, Seen)
#define LAST_POSITION _IOR('m', 4, __s64)

// The bytes that the kernel writes.
constexpr unsigned char pattern(__u64 index) {
  return static_cast<unsigned char>(index * 7 + index / 256 + 1);
}

constexpr __u64 digest(const unsigned char* bytes, __u64 size) {
  __u64 hash = 0xcbf29ce484222325;
  for (__u64 i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3;
  return hash;
}
