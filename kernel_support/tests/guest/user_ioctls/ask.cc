// SPDX-License-Identifier: GPL-2.0
// ask PART: passes right and wrong numbers and arguments to the ioctls of user_ioctls_test.

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

#include "user_ioctls.hpp"

namespace {

constexpr size_t kPage = 4096;
constexpr int kTimes = 100'000;
constexpr unsigned kNumbers[] = {TOUCH, GET, SET, EXCHANGE, INVERT};
constexpr const char* kNames[] = {"TOUCH", "GET", "SET", "EXCHANGE", "INVERT"};

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

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(2);
}

int device() {
  int file = open("/dev/user_ioctls", O_RDWR);
  if (file < 0) give_up("/dev/user_ioctls");
  return file;
}

// 0, or the error.
int ask(int file, unsigned number, uint64_t argument) {
  return ioctl(file, number, argument) == 0 ? 0 : errno;
}

uint64_t address_of(const void* pointer) { return reinterpret_cast<uint64_t>(pointer); }

bool is_known(unsigned number) {
  return std::find(std::begin(kNumbers), std::end(kNumbers), number) != std::end(kNumbers);
}

// Each number with each of its bits turned over, with an argument that would do.
void numbers() {
  int file = device();
  unsigned char room[512] = {};
  for (size_t i = 0; i < std::size(kNumbers); ++i) {
    check(kNames[i], "ok", error_name(ask(file, kNumbers[i], address_of(room))));
    std::memset(room, 0, sizeof(room));
    std::string wrong;
    for (unsigned bit = 0; bit < 32; ++bit) {
      unsigned number = kNumbers[i] ^ 1U << bit;
      int expected = is_known(number) ? 0 : ENOTTY;
      int error = ask(file, number, address_of(room));
      if (error != expected) wrong += " " + std::to_string(bit) + ": " + error_name(error);
      std::memset(room, 0, sizeof(room));
    }
    check(std::string(kNames[i]) + ", each bit of it turned over", "", wrong);
  }
  check("another size", "ENOTTY", error_name(ask(file, _IOW('q', 2, char), address_of(room))));
  check("another type", "ENOTTY", error_name(ask(file, _IOW('Q', 2, Counts), address_of(room))));
  check("another number", "ENOTTY", error_name(ask(file, _IOW('q', 3, Counts), address_of(room))));
  check("none", "ENOTTY", error_name(ask(file, 0, address_of(room))));
  check("all bits", "ENOTTY", error_name(ask(file, ~0U, address_of(room))));

  Counts counts = {.sum = 7, .touched = 0, .got = 0, .set = 0, .exchanged = 0};
  Counts before = counts;
  check("what the module refuses", "ERANGE", error_name(ask(file, EXCHANGE, address_of(&counts))));
  check("it is not written over", "same",
        std::memcmp(&counts, &before, sizeof(counts)) ? "other" : "same");
  close(file);
}

class Random {
 public:
  uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    return state_ ^= state_ << 17;
  }
  unsigned below(unsigned limit) { return next() % limit; }

 private:
  uint64_t state_ = 20240607;
};

// An address, and how many bytes may be read and written there.
struct Argument {
  uint64_t address;
  size_t readable, writable;
};

// Memory of several kinds: one page | nothing | one page to read.
class Memory {
 public:
  Memory() {
    void* start =
        mmap(nullptr, 4 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) give_up("mmap");
    page = static_cast<unsigned char*>(start);
    std::memset(page, 0, 4 * kPage);
    if (munmap(page + kPage, kPage) || munmap(page + 3 * kPage, kPage) ||
        mprotect(page + 2 * kPage, kPage, PROT_READ))
      give_up("mprotect");
  }

  // An argument for an ioctl that passes `size` bytes, good or bad.
  Argument argument(Random& random, unsigned size) const {
    uint64_t here = address_of(page);
    uint64_t inside = random.below(kPage / 2);
    switch (random.below(10)) {
      case 0:
        return {0, 0, 0};
      case 1:
        return {here + kPage, 0, 0};
      case 2:
        return {0xffff888000000000 + random.below(1 << 30), 0, 0};
      case 3:
        return {~uint64_t{0} - random.below(8), 0, 0};
      case 4:
        return {random.next() | uint64_t{1} << 47, 0, 0};
      case 5:
        return {here + 2 * kPage + inside, kPage - inside, 0};
      case 6:
        return {here + kPage - size + 1, size - 1, size - 1};
      case 7:
        return {here + kPage - size, size, size};
      default:
        return {here + inside, kPage - inside, kPage - inside};
    }
  }

  unsigned char* page;
};

unsigned random_number(Random& random) {
  unsigned number = kNumbers[random.below(std::size(kNumbers))];
  unsigned how = random.below(8);
  if (how == 0) return static_cast<unsigned>(random.next());
  if (how < 4) {
    for (unsigned flips = random.below(3) + 1; flips; --flips) number ^= 1U << random.below(32);
  }
  return number;
}

// What the module does: it counts as the module does.
class Model {
 public:
  // Foretells what an ioctl gives, 0 or the error, and what it does to `memory`, which stands for
  // what lies at its argument.
  int ask(unsigned number, const Argument& argument, unsigned char* memory) {
    if (!is_known(number)) return ENOTTY;
    size_t size = _IOC_SIZE(number);
    std::vector<unsigned char> passed(size);
    if (_IOC_DIR(number) & _IOC_WRITE) {
      if (argument.readable < size) return EFAULT;
      std::memcpy(passed.data(), memory, size);
    }
    if (int error = run(number, passed.data())) return error;
    if (!(_IOC_DIR(number) & _IOC_READ)) return 0;
    size_t written = std::min(size, argument.writable);
    if (written) std::memcpy(memory, passed.data(), written);
    return written < size ? EFAULT : 0;
  }

 private:
  int run(unsigned number, unsigned char* passed) {
    uint64_t sum = 0;
    if (number == SET || number == EXCHANGE) std::memcpy(&sum, passed, sizeof(sum));
    switch (number) {
      case TOUCH:
        ++counts_.touched;
        break;
      case GET:
        ++counts_.got;
        std::memcpy(passed, &counts_, sizeof(counts_));
        break;
      case SET:
        ++counts_.set;
        counts_.sum += sum;
        break;
      case EXCHANGE: {
        if (sum % 2) return ERANGE;
        ++counts_.exchanged;
        Counts answer = counts_;
        answer.sum = sum / 2;
        std::memcpy(passed, &answer, sizeof(answer));
        break;
      }
      case INVERT:
        for (size_t i = 0; i < sizeof(Block); ++i) passed[i] ^= 0xff;
        break;
    }
    return 0;
  }

  Counts counts_ = {};
};

void random_ones() {
  int file = device();
  Memory memory;
  Model model;
  Random random;
  unsigned char expected[kPage];
  std::map<int, int> counts;
  for (int i = 0; i < kTimes; ++i) {
    unsigned number = random_number(random);
    unsigned size = is_known(number) ? std::max(1U, _IOC_SIZE(number)) : 1 + random.below(500);
    Argument argument = memory.argument(random, size);
    for (size_t at = 0; at < kPage; ++at) memory.page[at] = static_cast<unsigned char>(at * 31 + i);
    std::memcpy(expected, memory.page, kPage);
    bool inside = argument.writable > 0;
    auto* place = inside ? expected + (argument.address - address_of(memory.page))
                         : reinterpret_cast<unsigned char*>(argument.address);
    int right = model.ask(number, argument, place);
    int error = ask(file, number, argument.address);
    bool same = std::memcmp(expected, memory.page, kPage) == 0;
    if (error != right || !same) {
      std::printf("number %d: ioctl(0x%x, 0x%llx): expected %s, got %s%s\n", i, number,
                  static_cast<unsigned long long>(argument.address), error_name(right).c_str(),
                  error_name(error).c_str(), same ? "" : ", other bytes");
      if (++failures == 20) return;
    }
    ++counts[error];
  }
  for (auto [error, times] : counts) std::printf("%d %s\n", times, error_name(error).c_str());
  close(file);
}

}  // namespace

int main(int count, char** words) {
  std::string_view part = count == 2 ? words[1] : "";
  if (part == "numbers") {
    numbers();
  } else if (part == "random") {
    random_ones();
  } else {
    std::fputs("usage: ask numbers|random\n", stderr);
    return 2;
  }
  return failures ? 1 : 0;
}
