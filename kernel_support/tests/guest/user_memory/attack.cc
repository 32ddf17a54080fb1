// SPDX-License-Identifier: GPL-2.0
// attack PART: lies to the devices of user_memory_test about its memory, and says of each lie
// whether it had the right effect.

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

#include "user_memory.hpp"

namespace {

constexpr size_t kPage = 4096;
constexpr uint64_t kMaxCount = 0x7ffff000;  // MAX_RW_COUNT

int failures = 0;

void check(const std::string& name, const std::string& expected, const std::string& got) {
  if (expected == got) {
    std::printf("ok %s\n", name.c_str());
    return;
  }
  std::printf("%s: expected %s, got %s\n", name.c_str(), expected.c_str(), got.c_str());
  ++failures;
}

std::string error_name(int error) { return error ? strerrorname_np(error) : "ok"; }

// What a system call gave: a number or the name of an error.
std::string given(long result) { return result < 0 ? error_name(errno) : std::to_string(result); }

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(2);
}

// Memory of all kinds, with guard bytes around what may be written:
//
//     two pages | nothing | a page to read | a page without any right | a page behind a file's end
class Memory {
 public:
  Memory() {
    unsigned char* start = map(nullptr, 8 * kPage, PROT_READ | PROT_WRITE);
    pages = start + kPage;
    unmap(start);
    unmap(pages + 2 * kPage);
    readonly = pages + 3 * kPage;
    unmap(pages + 4 * kPage);
    forbidden = pages + 5 * kPage;
    unmap(pages + 6 * kPage);
    behind_file = map_behind_file();
    std::memset(readonly, kGuard, kPage);
    if (mprotect(readonly, kPage, PROT_READ) || mprotect(forbidden, kPage, PROT_NONE))
      give_up("mprotect");
    clear();
  }

  void clear() const { std::memset(pages, kGuard, 2 * kPage); }

  // The last `size` bytes before the page that is not there.
  unsigned char* end(size_t size) const { return pages + 2 * kPage - size; }

  // How many bytes are as the kernel writes them from `at` on, and whether all others are as they
  // were.
  std::string written(const unsigned char* at) const {
    size_t size = 0;
    while (at + size < pages + 2 * kPage && at[size] == pattern(size)) ++size;
    return std::to_string(size) + " written" + (others_kept(at, size) ? "" : ", others, too");
  }

  bool others_kept(const unsigned char* at, size_t size) const {
    for (const unsigned char* byte = pages; byte < pages + 2 * kPage; ++byte)
      if (*byte != kGuard && !(byte >= at && byte < at + size)) return false;
    for (size_t i = 0; i < kPage; ++i)
      if (readonly[i] != kGuard) return false;
    return true;
  }

  bool untouched() const { return others_kept(pages, 0); }

  unsigned char *pages, *readonly, *forbidden, *behind_file;

 private:
  // Nothing that the kernel writes has this value at its begin.
  static constexpr unsigned char kGuard = 0xa5;

  static unsigned char* map(void* at, size_t size, int rights) {
    void* memory = mmap(at, size, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) give_up("mmap");
    return static_cast<unsigned char*>(memory);
  }

  static void unmap(void* page) {
    if (munmap(page, kPage)) give_up("munmap");
  }

  static unsigned char* map_behind_file() {
    int file = open("/tmp/empty", O_RDWR | O_CREAT, 0600);
    if (file < 0) give_up("/tmp/empty");
    void* memory = mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) give_up("mmap of /tmp/empty");
    close(file);
    return static_cast<unsigned char*>(memory);
  }
};

// The compiler knows what null is, and has its own opinion.
void* null() {
  void* pointer = nullptr;
  asm volatile("" : "+r"(pointer));
  return pointer;
}

uint64_t address_of(const void* pointer) { return reinterpret_cast<uint64_t>(pointer); }

class Stream {
 public:
  Stream() : file(open("/dev/user_stream", O_RDWR)) {
    if (file < 0) give_up("/dev/user_stream");
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { close(file); }

  Attack attack(Operation operation, uint64_t address, uint64_t size, uint64_t count) const {
    Attack request = {};
    request.address = address;
    request.size = size;
    request.count = count;
    request.operation = operation;
    if (ioctl(file, ATTACK, &request) < 0) request.error = errno;
    return request;
  }

  void set(Manner manner) const {
    if (ioctl(file, SET_MANNER, &manner) < 0) give_up("SET_MANNER");
  }

  Seen seen() const {
    Seen seen = {};
    if (ioctl(file, SEEN, &seen) < 0) give_up("SEEN");
    return seen;
  }

  int file;
};

std::string outcome(int error, uint64_t done, uint64_t left) {
  char text[80];
  std::snprintf(text, sizeof(text), "%s, %llu done, %llu left", error_name(error).c_str(),
                static_cast<unsigned long long>(done), static_cast<unsigned long long>(left));
  return text;
}

std::string outcome(const Attack& answer) {
  return outcome(answer.error, answer.done, answer.left);
}

struct Kind {
  const char* name;
  uint64_t size, count;  // sizes that suit it
  Operation operation;
  bool writes, partial;
};

constexpr Kind kKinds[] = {
    {"read", 16, 0, Operation::kRead, false, false},
    {"read_slice", 100, 25, Operation::kReadSlice, false, false},
    {"read_some", 100, 100, Operation::kReadSome, false, true},
    {"read_all", 100, 100, Operation::kReadAll, false, false},
    {"read_str", 100, 101, Operation::kReadStr, false, false},
    {"write", 16, 0, Operation::kWrite, true, false},
    {"write_slice", 100, 25, Operation::kWriteSlice, true, false},
    {"write_some", 100, 100, Operation::kWriteSome, true, true},
    {"write_str", 20, 0, Operation::kWriteStr, true, false},
    {"reader_writer", 16, 0, Operation::kBoth, true, false},
};

struct Place {
  const char* name;
  uint64_t address;
  bool may_read = false;
};

std::vector<Place> bad_places(const Memory& memory) {
  return {
      {"null", 0},
      {"the first page", 8},
      {"nothing", address_of(memory.pages + 2 * kPage)},
      {"no right", address_of(memory.forbidden)},
      {"behind a file's end", address_of(memory.behind_file)},
      {"the last page of programs", 0x00007ffffffff000},
      {"no canonical address", 0x0000800000000000},
      {"the kernel's memory", 0xffff888000000000},
      {"the kernel's code", 0xffffffff81000000},
      {"the last byte of all", ~uint64_t{0}},
      {"read-only", address_of(memory.readonly), true},
  };
}

// Every operation, on memory that it must not get at.
void everywhere() {
  Memory memory;
  Stream stream;
  for (const Kind& kind : kKinds) {
    for (const Place& place : bad_places(memory)) {
      if (place.may_read && !kind.writes) continue;
      Attack answer = stream.attack(kind.operation, place.address, kind.size, kind.count);
      check(std::string(kind.name) + ": " + place.name,
            outcome(kind.partial ? 0 : EFAULT, 0, kind.size), outcome(answer));
    }
  }
  check("nothing of the program was changed", "yes", memory.untouched() ? "yes" : "no");
  // A string that cannot be read is behind, with all that follows.
  for (const Place& place : bad_places(memory)) {
    if (place.may_read) continue;
    Attack answer = stream.attack(Operation::kReadCStr, place.address, 100, 101);
    check("read_cstr: " + std::string(place.name), outcome(EFAULT, 100, 0), outcome(answer));
  }
}

// Reads `count` of a slice of `size` bytes, of which `there` are there.
void check_reading(Stream& stream, Memory& memory, const Kind& kind, size_t there,
                   const std::string& expected) {
  memory.clear();
  unsigned char* at = memory.end(there);
  for (size_t i = 0; i < there; ++i) at[i] = pattern(i);
  Attack answer = stream.attack(kind.operation, address_of(at), kind.size, kind.count);
  std::string digests;
  if (answer.error == 0) {
    std::vector<unsigned char> right(answer.done);
    for (size_t i = 0; i < right.size(); ++i) right[i] = pattern(i);
    if (digest(right.data(), right.size()) != answer.digest) digests = ", of other bytes";
  }
  check(std::string(kind.name) + ": " + std::to_string(there) + " of " + std::to_string(kind.size) +
            " bytes are there",
        expected, outcome(answer) + digests);
}

void check_writing(Stream& stream, Memory& memory, const Kind& kind, size_t there,
                   const std::string& expected) {
  memory.clear();
  unsigned char* at = memory.end(there);
  Attack answer = stream.attack(kind.operation, address_of(at), kind.size, kind.count);
  check(std::string(kind.name) + ": " + std::to_string(there) + " of " + std::to_string(kind.size) +
            " bytes are there",
        expected, outcome(answer) + ", " + memory.written(at));
}

// Memory that ends in the middle.
void crossing() {
  Memory memory;
  Stream stream;
  constexpr Kind slice = {"read_slice", 4000, 1000, Operation::kReadSlice, false, false};
  constexpr Kind some = {"read_some", 4000, 4000, Operation::kReadSome, false, true};
  constexpr Kind all = {"read_all", 4000, 4000, Operation::kReadAll, false, false};
  constexpr Kind write_slice = {"write_slice", 4000, 1000, Operation::kWriteSlice, true, false};
  constexpr Kind write_some = {"write_some", 4000, 4000, Operation::kWriteSome, true, true};
  for (size_t there : {1, 7, 8, 9, 63, 64, 65, 1000, 3999}) {
    size_t left = 4000 - there;
    check_reading(stream, memory, slice, there, outcome(EFAULT, there, left));
    check_reading(stream, memory, some, there, outcome(0, there, left));
    check_reading(stream, memory, all, there, outcome(EFAULT, there, left));
    std::string written = ", " + std::to_string(there) + " written";
    check_writing(stream, memory, write_slice, there, outcome(EFAULT, there, left) + written);
    check_writing(stream, memory, write_some, there, outcome(0, there, left) + written);
  }
  check_reading(stream, memory, slice, 4000, outcome(0, 4000, 0));
  check_reading(stream, memory, some, 4000, outcome(0, 4000, 0));
  check_reading(stream, memory, all, 4000, outcome(0, 4000, 0));
  check_writing(stream, memory, write_slice, 4000, outcome(0, 4000, 0) + ", 4000 written");
  check_writing(stream, memory, write_some, 4000, outcome(0, 4000, 0) + ", 4000 written");

  // A Record, of which a part is there.
  for (size_t there : {1, 8, 15}) {
    memory.clear();
    auto answer = stream.attack(Operation::kRead, address_of(memory.end(there)), 16, 0);
    check("read: " + std::to_string(there) + " bytes of a Record",
          outcome(EFAULT, there, 16 - there), outcome(answer));
    answer = stream.attack(Operation::kWrite, address_of(memory.end(there)), 16, 0);
    bool kept = memory.others_kept(memory.end(there), there);
    check("write: " + std::to_string(there) + " bytes of a Record",
          outcome(EFAULT, there, 16 - there), outcome(answer) + (kept ? "" : ", others, too"));
  }

  // An answer over the request, at the end of what is there.
  memory.clear();
  unsigned char* at = memory.end(16);
  Record record = {7, 8, 9};
  std::memcpy(at, &record, sizeof(record));
  auto answer = stream.attack(Operation::kBoth, address_of(at), 16, 0);
  check("reader_writer", outcome(0, 16, 0), outcome(answer));
  Record next;
  std::memcpy(&next, at, sizeof(next));
  bool right = next.first == 8 && next.second == 8 && next.third == 9 &&
               memory.others_kept(at, 16) &&
               answer.digest == digest(reinterpret_cast<unsigned char*>(&record), 16);
  check("reader_writer: the answer", "right", right ? "right" : "wrong");
}

// Strings up to their zero byte, which may be the last byte that is there.
void strings() {
  Memory memory;
  Stream stream;
  auto attack = [&](const std::string& name, const std::string& expected, size_t there,
                    std::string_view text, uint64_t size, uint64_t room) {
    memory.clear();
    unsigned char* at = memory.end(there);
    std::memcpy(at, text.data(), text.size());
    Attack answer = stream.attack(Operation::kReadCStr, address_of(at), size, room);
    std::string got = outcome(answer);
    if (answer.error == 0 && answer.digest != digest(at, answer.done - 1)) got += ", another text";
    check("read_cstr: " + name, expected, got);
  };
  using namespace std::string_view_literals;
  attack("a string and more", outcome(0, 4, 96), 200, "abc\0def"sv, 100, 100);
  attack("an empty string", outcome(0, 1, 99), 200, "\0def"sv, 100, 100);
  attack("a room of its size", outcome(0, 4, 96), 200, "abc\0"sv, 100, 4);
  attack("a room too small", outcome(EMSGSIZE, 100, 0), 200, "abc\0"sv, 100, 3);
  attack("a room of 1", outcome(EMSGSIZE, 100, 0), 200, "abc\0"sv, 100, 1);
  attack("no room", outcome(EMSGSIZE, 100, 0), 200, "\0"sv, 100, 0);
  attack("nothing to read", outcome(EMSGSIZE, 0, 0), 200, "\0"sv, 0, 100);
  attack("the zero byte is the last one", outcome(0, 4, 0), 200, "abc\0"sv, 4, 100);
  attack("the zero byte is behind the end", outcome(EMSGSIZE, 3, 0), 200, "abc\0"sv, 3, 100);
  attack("no zero byte", outcome(EFAULT, 100, 0), 10, "0123456789"sv, 100, 100);
  attack("no zero byte, but a room that is full before", outcome(EMSGSIZE, 100, 0), 10,
         "0123456789"sv, 100, 10);
  attack("a slice of 2^64 - 1 bytes", outcome(0, 4, ~uint64_t{0} - 4), 4, "abc\0"sv, ~uint64_t{0},
         8192);
  // The kernel reads whole words where it can.
  for (size_t length = 0; length <= 17; ++length) {
    std::string text(length, 'x');
    text += '\0';
    attack(std::to_string(length) + " letters before the end of memory",
           outcome(0, length + 1, 99 - length), length + 1, text, 100, 100);
  }
}

// Sizes that are small, large, or no sizes at all.
void sizes() {
  Memory memory;
  Stream stream;
  uint64_t here = address_of(memory.pages);
  auto attack = [&](const std::string& name, const std::string& expected, Operation operation,
                    uint64_t address, uint64_t size, uint64_t count) {
    check(name, expected, outcome(stream.attack(operation, address, size, count)));
  };
  using enum Operation;
  for (const Place& place :
       {Place{"", here}, Place{" at null", 0}, Place{" in the kernel", 0xffff888000000000}}) {
    std::string at = place.name;
    uint64_t address = place.address;
    attack("read of 0" + at, outcome(EFAULT, 0, 0), kRead, address, 0, 0);
    attack("read_slice: 0 of 0" + at, outcome(0, 0, 0), kReadSlice, address, 0, 0);
    attack("read_slice: 1 of 0" + at, outcome(EFAULT, 0, 0), kReadSlice, address, 0, 1);
    attack("read_some: 1 of 0" + at, outcome(0, 0, 0), kReadSome, address, 0, 1);
    attack("read_some: 0 of 1" + at, outcome(0, 0, 1), kReadSome, address, 1, 0);
    attack("read_all of 0" + at, outcome(0, 0, 0), kReadAll, address, 0, 0);
    attack("read_str of 0" + at, outcome(0, 0, 0), kReadStr, address, 0, 1);
    attack("write to 0" + at, outcome(EFAULT, 0, 0), kWrite, address, 0, 0);
    attack("write_slice: 0 of 0" + at, outcome(0, 0, 0), kWriteSlice, address, 0, 0);
    attack("write_slice: 1 of 0" + at, outcome(EFAULT, 0, 0), kWriteSlice, address, 0, 1);
    attack("write_some: 1 of 0" + at, outcome(0, 0, 0), kWriteSome, address, 0, 1);
    attack("write_str to 0" + at, outcome(EFAULT, 0, 0), kWriteStr, address, 0, 0);
    attack("reader_writer of 0" + at, outcome(EFAULT, 0, 0), kBoth, address, 0, 0);
  }
  attack("read of 15", outcome(EFAULT, 0, 15), kRead, here, 15, 0);
  attack("read of 17", outcome(0, 16, 1), kRead, here, 17, 0);
  attack("read_slice: 4 of 3", outcome(EFAULT, 0, 3), kReadSlice, here, 3, 1);
  attack("read_slice: 4 of 5", outcome(0, 4, 1), kReadSlice, here, 5, 1);
  attack("read_some: 1 of 1", outcome(0, 1, 0), kReadSome, here, 1, 1);
  attack("read_some: 5 of 3", outcome(0, 3, 0), kReadSome, here, 3, 5);
  attack("write to 15", outcome(EFAULT, 0, 15), kWrite, here, 15, 0);
  attack("write_slice: 4 of 3", outcome(EFAULT, 0, 3), kWriteSlice, here, 3, 1);
  attack("write_some: 5 of 0", outcome(0, 0, 0), kWriteSome, here, 0, 5);
  attack("write_str to 19", outcome(EFAULT, 0, 19), kWriteStr, here, 19, 0);
  attack("reader_writer of 15", outcome(EFAULT, 0, 15), kBoth, here, 15, 0);
  check("nothing was written", "yes", memory.untouched() ? "yes" : "no");
  attack("write_some: 5 of 3", outcome(0, 3, 0), kWriteSome, here, 3, 5);
  check("write_some: 5 of 3: memory", "3 written", memory.written(memory.pages));

  attack("read_all: as much as allowed", outcome(0, 100, 0), kReadAll, here, 100, 100);
  attack("read_all: one more than allowed", outcome(EMSGSIZE, 0, 101), kReadAll, here, 101, 100);
  attack("read_all: 1 where 0 are allowed", outcome(EMSGSIZE, 0, 1), kReadAll, here, 1, 0);
  attack("read_all: 2^40 bytes, allowed", outcome(ENOMEM, 0, uint64_t{1} << 40), kReadAll, here,
         uint64_t{1} << 40, ~uint64_t{0});
  attack("read_all: 2^64 - 1 bytes, allowed", outcome(ENOMEM, 0, ~uint64_t{0}), kReadAll, here,
         ~uint64_t{0}, ~uint64_t{0});

  std::memcpy(memory.pages, "sixteen letters", 15);
  attack("read_str: as long as the room", outcome(EMSGSIZE, 0, 15), kReadStr, here, 15, 15);
  attack("read_str: longer than the room", outcome(EMSGSIZE, 0, 15), kReadStr, here, 15, 3);
  attack("read_str: no room", outcome(EMSGSIZE, 0, 0), kReadStr, here, 0, 0);
  attack("read_str: one shorter than the room", outcome(0, 15, 0), kReadStr, here, 15, 16);
  Attack text = stream.attack(kReadStr, here, 15, 16);
  check("read_str: the text", "right", text.digest == digest(memory.pages, 15) ? "right" : "wrong");
  memory.pages[7] = 0;
  attack("read_str: a zero byte inside", outcome(EINVAL, 15, 0), kReadStr, here, 15, 16);
  memory.pages[7] = ' ';
  memory.pages[14] = 0;
  attack("read_str: a zero byte at the end", outcome(EINVAL, 15, 0), kReadStr, here, 15, 16);

  // Sizes that programs do not have.
  for (uint64_t size : {uint64_t{1} << 31, uint64_t{1} << 32, uint64_t{SSIZE_MAX}, ~uint64_t{0}}) {
    std::string of = " of " + std::to_string(size);
    attack("read" + of, outcome(0, 16, size - 16), kRead, here, size, 0);
    attack("read_slice" + of, outcome(0, 100, size - 100), kReadSlice, here, size, 25);
    attack("read_some" + of, outcome(0, 8192, size - 8192), kReadSome, here, size, 8192);
    attack("read_str" + of, outcome(EMSGSIZE, 0, size), kReadStr, here, size, 8192);
    attack("write_some" + of, outcome(0, 8192, size - 8192), kWriteSome, here, size, 8192);
    memory.clear();
  }
  // The end of the slice is behind the last address.
  uint64_t last = ~uint64_t{0} - 4095;
  attack("read: the end overflows", outcome(EFAULT, 0, 8192), kRead, last, 8192, 0);
  attack("read_some: the end overflows", outcome(0, 0, 8192), kReadSome, last, 8192, 8192);
  attack("write_some: the end overflows", outcome(0, 0, 8192), kWriteSome, last, 8192, 8192);

  attack("skip 0", outcome(0, 0, 10), kSkip, here, 10, 0);
  attack("skip all", outcome(0, 10, 0), kSkip, here, 10, 10);
  attack("skip one more", outcome(EFAULT, 0, 10), kSkip, here, 10, 11);
  attack("skip 2^64 - 1", outcome(EFAULT, 0, 10), kSkip, here, 10, ~uint64_t{0});
  attack("skip what is not there", outcome(0, 100, 0), kSkip, 0, 100, 100);
  attack("skip, read", outcome(0, 20, 80), kSkipRead, here, 100, 4);
  attack("skip to the end, read", outcome(EFAULT, 100, 0), kSkipRead, here, 100, 100);
  attack("skip too much, read", outcome(EFAULT, 0, 100), kSkipRead, here, 100, 101);
  uint64_t to_kernel = 0xffff888000000000 - here;
  attack("skip into the kernel, read", outcome(EFAULT, to_kernel, ~uint64_t{0} - to_kernel),
         kSkipRead, here, ~uint64_t{0}, to_kernel);
}

// read() and write() of a stream.
void streams() {
  Memory memory;
  Stream stream;
  int file = stream.file;
  for (const Place& place : bad_places(memory)) {
    void* at = reinterpret_cast<void*>(place.address);
    stream.set(Manner::kAll);
    check("read() to " + std::string(place.name), "EFAULT", given(read(file, at, 100)));
    if (!place.may_read)
      check("write() from " + std::string(place.name), "EFAULT", given(write(file, at, 100)));
    stream.set(Manner::kSome);
    check("read() of some to " + std::string(place.name), "EFAULT", given(read(file, at, 100)));
    if (!place.may_read)
      check("write() of some from " + std::string(place.name), "EFAULT",
            given(write(file, at, 100)));
  }
  check("nothing of the program was changed", "yes", memory.untouched() ? "yes" : "no");

  unsigned char* at = memory.end(10);
  stream.set(Manner::kAll);
  check("read() of all: 10 of 100 are there", "EFAULT", given(read(file, at, 100)));
  check("read() of all: memory", "10 written", memory.written(at));
  check("write() of all: 10 of 100 are there", "EFAULT", given(write(file, at, 100)));
  stream.set(Manner::kSome);
  memory.clear();
  check("read() of some: 10 of 100 are there", "10", given(read(file, at, 100)));
  check("read() of some: memory", "10 written", memory.written(at));
  check("write() of some: 10 of 100 are there", "10", given(write(file, at, 100)));
  Seen seen = stream.seen();
  bool right = seen.size == 100 && seen.digest == digest(at, 10);
  check("write() of some: what the kernel saw", "right", right ? "right" : "wrong");

  memory.clear();
  stream.set(Manner::kAll);
  check("read() of 0", "0", given(read(file, memory.pages, 0)));
  check("read() of 0 to null", "0", given(read(file, nullptr, 0)));
  check("write() of 0", "0", given(write(file, memory.pages, 0)));
  check("write() of 0 from null", "0", given(write(file, nullptr, 0)));
  check("read() of 1", "1", given(read(file, memory.end(1), 1)));
  check("read() of 1: memory", "1 written", memory.written(memory.end(1)));
  check("write() of 1", "1", given(write(file, memory.end(1), 1)));
  check("read() of 8192", "8192", given(read(file, memory.pages, 8192)));
  check("read() of 8192: memory", "8192 written", memory.written(memory.pages));
  check("write() of 8192", "8192", given(write(file, memory.pages, 8192)));
  seen = stream.seen();
  right = seen.size == 8192 && seen.digest == digest(memory.pages, 8192);
  check("write() of 8192: what the kernel saw", "right", right ? "right" : "wrong");
  check("write() of 8193", "EMSGSIZE", given(write(file, memory.pages, 8193)));

  // Through the C library's functions the compiler would see that no object is as large.
  auto raw = [&](long call, const void* from, uint64_t size) {
    return given(syscall(call, file, from, size));
  };
  memory.clear();
  check("read() of SSIZE_MAX", "EFAULT", raw(SYS_read, at, SSIZE_MAX));
  check("write() of SSIZE_MAX", "EFAULT", raw(SYS_write, at, SSIZE_MAX));
  check("read() of 2^64 - 1", "EFAULT", raw(SYS_read, at, ~uint64_t{0}));
  check("write() of 2^64 - 1", "EFAULT", raw(SYS_write, at, ~uint64_t{0}));
  check("nothing of the program was changed", "yes", memory.untouched() ? "yes" : "no");
  stream.set(Manner::kSkip);
  uint64_t large = uint64_t{3} << 30;
  check("write() of 3 GiB is cut", std::to_string(kMaxCount),
        raw(SYS_write, reinterpret_cast<void*>(0x10000), large));
  check("write() of 3 GiB: what the kernel saw", std::to_string(kMaxCount),
        std::to_string(stream.seen().size));
  check("write(): the end overflows", "EFAULT",
        raw(SYS_write, reinterpret_cast<void*>(~uint64_t{0} - 4095), 8192));
  check("write(): the end is the kernel's", "EFAULT",
        raw(SYS_write, reinterpret_cast<void*>(0x00007ffffffff000), 1 << 20));

  stream.set(Manner::kNothing);
  check("read() of nothing", "0", given(read(file, memory.pages, 100)));
  check("write() of nothing", "0", given(write(file, memory.pages, 100)));
  stream.set(Manner::kFail);
  check("read() that fails late", "EIO", given(read(file, memory.pages, 100)));
  check("read() that fails late: memory", "50 written", memory.written(memory.pages));
  check("write() that fails late", "EIO", given(write(file, memory.pages, 100)));

  stream.set(Manner::kAll);
  check("pread() of a stream", "ESPIPE", given(pread(file, memory.pages, 10, 0)));
  check("pwrite() to a stream", "ESPIPE", given(pwrite(file, memory.pages, 10, 0)));
  check("lseek() of a stream", "ESPIPE", given(lseek(file, 0, SEEK_CUR)));
  check("mmap() of a stream", "ENODEV",
        mmap(nullptr, kPage, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? error_name(errno)
                                                                           : "memory");

  // Each piece is a call of its own; a short or failed one is the last.
  memory.clear();
  iovec pieces[] = {{memory.pages, 100}, {memory.pages + 200, 0}, {memory.end(10), 10}};
  check("readv()", "110", given(readv(file, pieces, 3)));
  check("writev()", "110", given(writev(file, pieces, 3)));
  pieces[1] = {memory.pages + 2 * kPage, 10};
  check("readv() with a bad piece", "100", given(readv(file, pieces, 3)));
  check("writev() with a bad piece", "100", given(writev(file, pieces, 3)));
  check("readv() with a bad piece first", "EFAULT", given(readv(file, pieces + 1, 2)));
  check("readv() with pieces that are not there", "EFAULT",
        given(readv(file, reinterpret_cast<iovec*>(memory.forbidden), 2)));
  check("readv() of -1 pieces", "EINVAL", given(syscall(SYS_readv, file, pieces, -1)));
  stream.set(Manner::kSome);
  pieces[1] = {memory.end(10), 100};
  memory.clear();
  check("readv() with a short piece", "110", given(readv(file, pieces, 3)));
  check("preadv() of a stream", "ESPIPE", given(preadv(file, pieces, 1, 0)));

  int pipes[2];
  if (pipe(pipes)) give_up("pipe");
  check("sendfile() from a stream", "EINVAL", given(sendfile(pipes[1], file, nullptr, 100)));
  check("splice() to a stream", "EINVAL",
        given(splice(pipes[0], nullptr, file, nullptr, 100, SPLICE_F_NONBLOCK)));

  int reads = open("/dev/user_stream", O_RDONLY);
  int writes = open("/dev/user_stream", O_WRONLY);
  check("write() to a file opened for reading", "EBADF", given(write(reads, memory.pages, 1)));
  check("read() of a file opened for writing", "EBADF", given(read(writes, memory.pages, 1)));
  close(reads);
  close(writes);
  check("read() of a closed file", "EBADF", given(read(writes, memory.pages, 1)));
}

// Files with a position.
void positions() {
  Memory memory;
  int file = open("/dev/user_positions", O_RDWR);
  if (file < 0) give_up("/dev/user_positions");
  int64_t last = -2;
  auto last_position = [&] {
    if (ioctl(file, LAST_POSITION, &last) < 0) give_up("LAST_POSITION");
    return std::to_string(last);
  };
  auto right = [&](int64_t from, size_t size) {
    for (size_t i = 0; i < size; ++i)
      if (memory.pages[i] != pattern(static_cast<uint64_t>(from) + i)) return "wrong";
    return memory.others_kept(memory.pages, size) ? "right" : "others, too";
  };
  constexpr int64_t last_one = INT64_MAX;
  struct Case {
    const char* name;
    int64_t position;
    size_t size;
    const char* expected;
  };
  for (const Case& one : {Case{"0", 0, 100, "100"},
                          {"2^31 - 50", (int64_t{1} << 31) - 50, 100, "100"},
                          {"2^31", int64_t{1} << 31, 100, "100"},
                          {"2^32", int64_t{1} << 32, 100, "100"},
                          {"2^62", int64_t{1} << 62, 100, "100"},
                          {"2^63 - 101", last_one - 100, 100, "100"},
                          {"2^63 - 100", last_one - 99, 100, "EINVAL"},
                          {"2^63 - 2", last_one - 1, 1, "1"},
                          {"2^63 - 1", last_one, 1, "EINVAL"},
                          {"-1", -1, 1, "EINVAL"},
                          {"-2^63", INT64_MIN, 1, "EINVAL"}}) {
    std::string at = " at " + std::string(one.name);
    memory.clear();
    std::string got = given(pread(file, memory.pages, one.size, one.position));
    check("pread()" + at, one.expected, got);
    if (got == "EINVAL") {
      check("pread()" + at + ": memory", "untouched", memory.untouched() ? "untouched" : "written");
      check("pwrite()" + at, one.expected,
            given(pwrite(file, memory.pages, one.size, one.position)));
      continue;
    }
    check("pread()" + at + ": memory", "right", right(one.position, one.size));
    check("pwrite()" + at, one.expected, given(pwrite(file, memory.pages, one.size, one.position)));
    check("pwrite()" + at + ": the position", std::to_string(one.position), last_position());
  }
  check("the file's own position", "0", given(lseek(file, 0, SEEK_CUR)));

  memory.clear();
  check("read() of 100", "100", given(read(file, memory.pages, 100)));
  check("read() of 100 more", "100", given(read(file, memory.pages, 100)));
  check("read(): memory", "right", right(100, 100));
  check("the position then", "200", given(lseek(file, 0, SEEK_CUR)));
  check("read() of 10 where 3 are there", "3", given(read(file, memory.end(3), 10)));
  check("the position then", "203", given(lseek(file, 0, SEEK_CUR)));
  check("read() to null", "EFAULT", given(read(file, null(), 10)));
  check("the position then", "203", given(lseek(file, 0, SEEK_CUR)));
  check("lseek() to 2^31 - 1", "2147483647", given(lseek(file, 2147483647, SEEK_SET)));
  memory.clear();
  check("read() across 2^31", "100", given(read(file, memory.pages, 100)));
  check("read() across 2^31: memory", "right", right(2147483647, 100));
  check("write() there", "5", given(write(file, memory.pages, 5)));
  check("write() there: the position", "2147483747", last_position());
  check("the position then", "2147483752", given(lseek(file, 0, SEEK_CUR)));
  check("lseek() to 2^63 - 1", std::to_string(last_one), given(lseek(file, last_one, SEEK_SET)));
  check("read() there", "EINVAL", given(read(file, memory.pages, 1)));
  check("read() of 0 there", "0", given(read(file, memory.pages, 0)));
  check("lseek() one further", "EINVAL", given(lseek(file, 1, SEEK_CUR)));
  check("lseek() to -1", "EINVAL", given(lseek(file, -1, SEEK_SET)));
  check("lseek() to 1 before the end", "EINVAL", given(lseek(file, -1, SEEK_END)));
  check("lseek() from nowhere", "EINVAL", given(lseek(file, 0, 77)));
  check("the position then", std::to_string(last_one), given(lseek(file, 0, SEEK_CUR)));
  check("lseek() back", "10", given(lseek(file, 10, SEEK_SET)));
  iovec pieces[] = {{memory.pages, 50}, {memory.pages + 50, 50}};
  memory.clear();
  check("readv()", "100", given(readv(file, pieces, 2)));
  check("readv(): memory", "right", right(10, 100));
  check("preadv() at 2^31", "100", given(preadv(file, pieces, 2, int64_t{1} << 31)));
  check("preadv(): memory", "right", right(int64_t{1} << 31, 100));
  check("the position then", "110", given(lseek(file, 0, SEEK_CUR)));
  check("mmap()", "ENODEV",
        mmap(nullptr, kPage, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? error_name(errno)
                                                                           : "memory");
  close(file);
}

// A device that can do nothing.
void nothing() {
  char byte = 0;
  int file = open("/dev/user_nothing", O_RDWR);
  check("open()", "ok", file < 0 ? error_name(errno) : "ok");
  check("read()", "EINVAL", given(read(file, &byte, 1)));
  check("write()", "EINVAL", given(write(file, &byte, 1)));
  check("pread()", "ESPIPE", given(pread(file, &byte, 1, 0)));
  check("lseek()", "ESPIPE", given(lseek(file, 0, SEEK_SET)));
  check("ioctl()", "ENOTTY", given(ioctl(file, ATTACK, &byte)));
  check("mmap()", "ENODEV",
        mmap(nullptr, kPage, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? error_name(errno)
                                                                           : "memory");
  pollfd request = {.fd = file, .events = POLLIN | POLLOUT, .revents = 0};
  check("poll()", "1", given(poll(&request, 1, 0)));
  check("poll(): events", std::to_string(POLLIN | POLLOUT), std::to_string(request.revents));
  check("close()", "0", given(close(file)));
}

// A file that is a text, of 1000 lines with 12 characters each.
void text() {
  constexpr int64_t size_of_all = 12000;
  std::string whole;
  for (int line = 0; line < 1000; ++line) whole += "line " + std::to_string(100000 + line) + "\n";
  int file = open("/dev/user_text", O_RDWR);
  if (file < 0) give_up("/dev/user_text");
  std::string got(2 * size_of_all, '\0');
  size_t size = 0;
  // Pieces of sizes that fit no line.
  for (ssize_t piece; (piece = read(file, got.data() + size, 777)) > 0;) size += piece;
  check("read() in pieces", "right", got.substr(0, size) == whole ? "right" : "wrong");
  check("the position then", "12000", given(lseek(file, 0, SEEK_CUR)));
  check("read() at the end", "0", given(read(file, got.data(), 10)));
  check("pread() at 11988", "12", given(pread(file, got.data(), 100, 11988)));
  check("pread() at 11988: text", "line 100999", got.substr(0, 11));
  check("pread() at 5", "100", given(pread(file, got.data(), 100, 5)));
  check("pread() at 5: text", "right",
        got.substr(0, 100) == whole.substr(5, 100) ? "right" : "wrong");
  check("pread() at 12000", "0", given(pread(file, got.data(), 100, 12000)));
  check("pread() at 2^31", "0", given(pread(file, got.data(), 100, int64_t{1} << 31)));
  check("pread() at 2^62", "0", given(pread(file, got.data(), 100, int64_t{1} << 62)));
  check("pread() at -1", "EINVAL", given(pread(file, got.data(), 100, -1)));
  check("lseek() to 24", "24", given(lseek(file, 24, SEEK_SET)));
  check("read() there", "11", given(read(file, got.data(), 11)));
  check("read() there: text", "line 100002", got.substr(0, 11));
  check("lseek() to -1", "EINVAL", given(lseek(file, -1, SEEK_SET)));
  check("lseek() from the end", "EINVAL", given(lseek(file, -1, SEEK_END)));
  check("read() to null", "EFAULT", given(read(file, null(), 10)));
  check("write()", "EINVAL", given(write(file, got.data(), 10)));
  check("ioctl()", "ENOTTY", given(ioctl(file, ATTACK, got.data())));
  Memory memory;
  check("pread() where 10 are there", "10", given(pread(file, memory.end(10), 100, 0)));
  bool right =
      std::string_view(reinterpret_cast<char*>(memory.end(10)), 10) == whole.substr(0, 10) &&
      memory.others_kept(memory.end(10), 10);
  check("pread() where 10 are there: memory", "right", right ? "right" : "wrong");
  close(file);
}

}  // namespace

int main(int count, char** words) {
  constexpr struct {
    std::string_view name;
    void (*run)();
  } parts[] = {{"everywhere", everywhere}, {"crossing", crossing}, {"strings", strings},
               {"sizes", sizes},           {"streams", streams},   {"positions", positions},
               {"nothing", nothing},       {"text", text}};
  for (const auto& part : parts) {
    if (count != 2 || part.name != words[1]) continue;
    part.run();
    return failures ? 1 : 0;
  }
  std::fputs("usage: attack everywhere|crossing|strings|sizes|streams|positions|nothing|text\n",
             stderr);
  return 2;
}
