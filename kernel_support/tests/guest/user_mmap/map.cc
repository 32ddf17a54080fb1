// SPDX-License-Identifier: GPL-2.0
// map PART: maps the devices of user_mmap_test in right and wrong ways.

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr size_t kPage = 4096;
constexpr size_t kPages = 4;
constexpr char kPlain[] = "/dev/map_plain";

void say(const char* what, const std::string& got) {
  std::printf("%s: %s\n", what, got.c_str());
  std::fflush(stdout);
}

std::string given(long result) { return result < 0 ? strerrorname_np(errno) : "ok"; }

long sure(long result, const char* what) {
  if (result < 0) {
    std::perror(what);
    std::exit(2);
  }
  return result;
}

int opened(const char* path, int flags = O_RDWR) {
  return static_cast<int>(sure(open(path, flags), path));
}

// What mmap() gives; the mapping goes again.
std::string tried(int file, size_t size, int rights, int flags, uint64_t offset = 0) {
  void* area = mmap(nullptr, size, rights, flags, file, static_cast<off_t>(offset));
  if (area == MAP_FAILED) return strerrorname_np(errno);
  sure(munmap(area, size), "munmap");
  return "ok";
}

volatile uint32_t* mapped(int file, size_t size = kPages * kPage,
                          int rights = PROT_READ | PROT_WRITE, int flags = MAP_SHARED,
                          uint64_t offset = 0) {
  void* area = mmap(nullptr, size, rights, flags, file, static_cast<off_t>(offset));
  if (area == MAP_FAILED) sure(-1, "mmap");
  return static_cast<volatile uint32_t*>(area);
}

void* address(volatile uint32_t* area) { return const_cast<uint32_t*>(area); }

// The number that the module finds at a place of the file's pages.
std::string kernel_sees(int file, off_t place) {
  uint32_t number = 0;
  ssize_t size = pread(file, &number, sizeof(number), place);
  return size < 0 ? strerrorname_np(errno) : std::to_string(number);
}

// What reading (or writing) a number does to a child: the number, or the signal.
std::string touched(volatile uint32_t* place, bool write = false) {
  std::fflush(stdout);
  pid_t child = static_cast<pid_t>(sure(fork(), "fork"));
  if (!child) {
    if (write) *place = 77;
    _exit(static_cast<int>(*place & 0x7f));
  }
  int status = 0;
  sure(waitpid(child, &status, 0), "waitpid");
  if (WIFSIGNALED(status)) return std::string("SIG") + sigabbrev_np(WTERMSIG(status));
  return std::to_string(WEXITSTATUS(status));
}

void sizes() {
  int file = opened(kPlain);
  constexpr int kBoth = PROT_READ | PROT_WRITE;
  say("no byte", tried(file, 0, kBoth, MAP_SHARED));
  say("one byte", tried(file, 1, kBoth, MAP_SHARED));
  say("all", tried(file, kPages * kPage, kBoth, MAP_SHARED));
  say("one byte more", tried(file, kPages * kPage + 1, kBoth, MAP_SHARED));
  say("a gigabyte", tried(file, 1UL << 30, kBoth, MAP_SHARED));
  say("all addresses", tried(file, SIZE_MAX, kBoth, MAP_SHARED));
  say("half of them", tried(file, SIZE_MAX / 2, kBoth, MAP_SHARED));
  say("the last page", tried(file, kPage, kBoth, MAP_SHARED, 3 * kPage));
  say("over the end", tried(file, 2 * kPage, kBoth, MAP_SHARED, 3 * kPage));
  say("behind the end", tried(file, kPage, kBoth, MAP_SHARED, kPages * kPage));
  say("between pages", tried(file, kPage, kBoth, MAP_SHARED, 1));
  say("from 2^32", tried(file, kPage, kBoth, MAP_SHARED, 1UL << 32));
  say("from 2^63", tried(file, kPage, kBoth, MAP_SHARED, 1UL << 63));
  say("from the last page that there can be",
      tried(file, kPage, kBoth, MAP_SHARED, ~uint64_t{0} << 12));
  say("over the last page", tried(file, 2 * kPage, kBoth, MAP_SHARED, ~uint64_t{0} << 12));
  close(file);
  for (const char* device : {"/dev/map_twice", "/dev/map_odd", "/dev/map_none"}) {
    file = opened(device);
    say(device, tried(file, kPage, kBoth, MAP_SHARED));
    close(file);
  }
  file = opened("/dev/map_second");
  say("three from the second on", tried(file, 3 * kPage, kBoth, MAP_SHARED));
  say("four", tried(file, 4 * kPage, kBoth, MAP_SHARED));
  say("three, whatever the offset", tried(file, 3 * kPage, kBoth, MAP_SHARED, 1UL << 40));
  close(file);
}

void rights() {
  int reading = opened(kPlain, O_RDONLY);
  say("read-only file, to write", tried(reading, kPage, PROT_READ | PROT_WRITE, MAP_SHARED));
  say("to read", tried(reading, kPage, PROT_READ, MAP_SHARED));
  volatile uint32_t* area = mapped(reading, kPage, PROT_READ);
  say("written later", given(mprotect(address(area), kPage, PROT_READ | PROT_WRITE)));
  say("written all the same", touched(area, true));
  say("a copy of one's own", tried(reading, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE));
  munmap(address(area), kPage);
  close(reading);

  int constant = opened("/dev/map_constant");
  say("constant, to write", tried(constant, kPage, PROT_READ | PROT_WRITE, MAP_SHARED));
  say("to write to a copy", tried(constant, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE));
  say("to run", tried(constant, kPage, PROT_READ | PROT_EXEC, MAP_SHARED));
  area = mapped(constant, kPage, PROT_READ);
  uint32_t number = 5;
  sure(pwrite(constant, &number, sizeof(number), 0), "pwrite");
  say("to read", std::to_string(*area));
  say("written later", given(mprotect(address(area), kPage, PROT_READ | PROT_WRITE)));
  say("run later", given(mprotect(address(area), kPage, PROT_READ | PROT_EXEC)));
  say("written all the same", touched(area, true));
  munmap(address(area), kPage);
  close(constant);

  int asked = opened("/dev/map_asked");
  say("asked", tried(asked, kPage + 1, PROT_READ, MAP_SHARED, 7 * kPage));
  say("asked", tried(asked, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE));
  say("asked", tried(asked, kPage, PROT_WRITE | PROT_EXEC, MAP_SHARED, ~uint64_t{0} << 12));
  close(asked);
  asked = opened("/dev/map_asked", O_RDONLY);
  say("asked", tried(asked, kPage, PROT_NONE, MAP_SHARED));
  close(asked);

  int empty = opened("/dev/map_empty");
  say("to read what must not be read", tried(empty, kPage, PROT_READ, MAP_SHARED));
  for (int flags : {MAP_SHARED, MAP_PRIVATE}) {
    area = mapped(empty, kPage, PROT_NONE, flags);
    say("without rights", touched(area));
    say("to be read later", given(mprotect(address(area), kPage, PROT_READ)));
    say("to be written later", given(mprotect(address(area), kPage, PROT_WRITE)));
    say("no page there", touched(area, true));
    munmap(address(area), kPage);
  }
  close(empty);
}

void pages() {
  int file = opened(kPlain);
  volatile uint32_t* area = mapped(file);
  bool zero = true;
  for (size_t i = 0; i < kPages * kPage / 4; ++i) zero = zero && !area[i];
  say("zero at first", zero ? "yes" : "no");
  area[0] = 11;
  area[kPages * kPage / 4 - 1] = 12;
  say("the first, in the kernel", kernel_sees(file, 0));
  say("the last, in the kernel", kernel_sees(file, kPages * kPage - 4));
  say("behind it, in the kernel", kernel_sees(file, kPages * kPage));
  uint32_t number = 13;
  sure(pwrite(file, &number, sizeof(number), kPage), "pwrite");
  say("what the kernel writes", std::to_string(area[kPage / 4]));

  volatile uint32_t* again = mapped(file, kPage, PROT_READ | PROT_WRITE, MAP_SHARED, kPage);
  say("mapped a second time", std::to_string(again[0]));
  again[0] = 14;
  say("they are one", std::to_string(area[kPage / 4]));
  volatile uint32_t* copy = mapped(file, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE, kPage);
  again[0] = 15;
  say("a copy, before it is one", std::to_string(copy[0]));
  copy[0] = 16;
  again[0] = 17;
  say("a copy", std::to_string(copy[0]) + ", the page " + kernel_sees(file, kPage));
  munmap(address(copy), kPage);

  say("a child writes", touched(area, true));
  say("the parent sees it", std::to_string(area[0]));

  // The module copies to and from the pages that it shares.
  number = 0;
  say("read into the pages", given(pread(file, address(area + 1), 4, 0)));
  say("is", std::to_string(area[1]));
  area[2] = 18;
  say("written from the pages", given(pwrite(file, address(area + 2), 4, 12)));
  say("is", std::to_string(area[3]));

  say("without its third page", given(munmap(address(area + 2 * kPage / 4), kPage)));
  say("the second", touched(area + kPage / 4));
  say("the third", touched(area + 2 * kPage / 4));
  say("the fourth", touched(area + 3 * kPage / 4));
  say("the third, in the kernel", kernel_sees(file, 2 * kPage));

  void* grown = mremap(address(again), kPage, 2 * kPage, MREMAP_MAYMOVE);
  say("grown", grown == MAP_FAILED ? strerrorname_np(errno) : "ok");
  void* doubled = mremap(address(again), 0, kPage, MREMAP_MAYMOVE);
  say("doubled", doubled == MAP_FAILED ? strerrorname_np(errno) : "ok");
  void* place = mmap(nullptr, kPage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  void* moved = mremap(address(again), kPage, kPage, MREMAP_MAYMOVE | MREMAP_FIXED, place);
  say("moved", moved == MAP_FAILED ? strerrorname_np(errno) : "ok");
  say("what is there", std::to_string(static_cast<volatile uint32_t*>(moved)[0]));
  say("where it was", touched(again));
  say("shrunk", given(reinterpret_cast<long>(mremap(address(area), 2 * kPage, kPage, 0)) == -1));
  say("the second page", touched(area + kPage / 4));
  say("taken out", given(madvise(address(area), kPage, MADV_DONTNEED)));
  say("it does not come back", touched(area));
  say("the kernel has it", kernel_sees(file, 0));
  close(file);

  file = opened("/dev/map_second");
  area = mapped(file, kPage);
  area[0] = 19;
  say("the second page, in the kernel", kernel_sees(file, kPage));
  say("not for a child", touched(area));
  close(file);
}

void lifetimes() {
  int file = opened(kPlain);
  volatile uint32_t* area = mapped(file);
  area[0] = 21;
  close(file);
  say("the file is closed", std::to_string(area[0]));
  munmap(address(area), kPages * kPage);

  file = opened(kPlain);
  area = mapped(file);
  area[0] = 22;
  say("the module lets the pages go", given(write(file, "x", 1)));
  say("they are gone", kernel_sees(file, 0));
  say("not from here", std::to_string(area[0]));
  say("a child has them, too", touched(area, true));
  say("no more of them", tried(file, kPage, PROT_READ, MAP_SHARED));
  for (size_t i = 0; i < kPages * kPage / 4; ++i) area[i] = 0xffffffff;
  close(file);
  munmap(address(area), kPages * kPage);
}

// A gigabyte, which the machine does not have, if it were not given back.
void many() {
  constexpr size_t kLarge = 1 << 20;
  for (int i = 0; i < 1024; ++i) {
    int file = opened("/dev/map_large");
    volatile uint32_t* area = mapped(file, kLarge);
    if (i % 2) sure(write(file, "x", 1), "write");
    close(file);
    area[kLarge / 4 - 1] = 1;
    sure(munmap(address(area), kLarge), "munmap");
  }
  say("many", "ok");
}

// Until it is killed.
[[noreturn]] void hold() {
  int file = opened(kPlain);
  mapped(file);
  close(file);
  say("mapped", "ok");
  for (;;) pause();
}

}  // namespace

int main(int count, char** words) {
  std::string_view part = count == 2 ? words[1] : "";
  if (part == "sizes")
    sizes();
  else if (part == "rights")
    rights();
  else if (part == "pages")
    pages();
  else if (part == "lifetimes")
    lifetimes();
  else if (part == "many")
    many();
  else if (part == "hold")
    hold();
  else
    return 2;
}
