// SPDX-License-Identifier: GPL-2.0
// Reads and writes the devices in pieces, with addresses that are there and such that are not.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

void show(const char* what, ssize_t result) {
  std::printf("%s: %zd%s%s\n", what, result, result < 0 ? " " : "",
              result < 0 ? std::strerror(errno) : "");
}

int open_device(const char* name) {
  int file = open(name, O_RDWR);
  if (file < 0) file = open(name, O_RDONLY);
  if (file < 0) {
    std::perror(name);
    std::exit(1);
  }
  return file;
}

iovec piece(const void* start, size_t size) { return {const_cast<void*>(start), size}; }

void* page_before_nothing() {
  void* pages = mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(static_cast<char*>(pages) + 4096, 4096);
  return pages;
}

}  // namespace

int main() {
  int memory = open_device("/dev/user_pieces");
  char* volatile nowhere = nullptr;  // the compiler shall not know
  char* end = static_cast<char*>(page_before_nothing()) + 4096;

  iovec three[] = {piece("abc", 3), piece("", 0), piece("defgh", 5)};
  show("writev", writev(memory, three, 3));
  char first[4] = {}, second[16] = {};
  iovec two[] = {piece(first, 3), piece(second, 15)};
  show("preadv", preadv(memory, two, 2, 0));
  std::printf("'%s' '%.5s'\n", first, second);
  show("pwrite at 60", pwrite(memory, "0123456789", 10, 60));
  show("pwrite at 64", pwrite(memory, "x", 1, 64));
  show("pread at 64", pread(memory, second, 4, 64));
  show("pread at 62", pread(memory, second, 4, 62));
  std::printf("'%.2s'\n", second);
  show("pread of nothing", pread(memory, second, 0, 0));
  show("lseek", lseek(memory, 2, SEEK_SET));
  show("read", read(memory, second, 4));
  std::printf("'%.4s', then at %ld\n", second, static_cast<long>(lseek(memory, 0, SEEK_CUR)));

  iovec broken[] = {piece("123", 3), piece(nowhere, 4), piece("567", 3)};
  show("pwritev with a hole", pwritev(memory, broken, 3, 0));
  iovec bad[] = {piece(nowhere, 4)};
  show("pwritev of a hole", pwritev(memory, bad, 1, 0));
  show("preadv of a hole", preadv(memory, bad, 1, 0));
  iovec crossing[] = {piece(end - 2, 8)};
  show("preadv over the end", preadv(memory, crossing, 1, 0));
  std::printf("'%.2s'\n", end - 2);
  iovec huge[] = {piece(second, SIZE_MAX)};
  show("readv of too much", readv(memory, huge, 1));

  int sums = open_device("/dev/user_sums");
  uint32_t pairs[] = {2, 3, 4, 5};
  iovec split[] = {piece(pairs, 2), piece(reinterpret_cast<char*>(pairs) + 2, 14)};
  show("pairs", writev(sums, split, 2));
  uint64_t sum = 0;
  iovec halves[] = {piece(&sum, 5), piece(reinterpret_cast<char*>(&sum) + 5, 3)};
  show("sum", readv(sums, halves, 2));
  std::printf("%llu\n", static_cast<unsigned long long>(sum));
  show("half a pair", write(sums, pairs, 12));
  show("sum without room", read(sums, &sum, 7));
  show("sum into a hole", read(sums, nowhere, 8));

  int words_file = open_device("/dev/user_words");
  uint32_t three_words[] = {1, 22, 333}, two_words[2] = {};
  iovec torn[] = {piece(three_words, 6), piece(reinterpret_cast<char*>(three_words) + 6, 6)};
  show("words", writev(words_file, torn, 2));
  show("two of them", read(words_file, two_words, sizeof(two_words)));
  std::printf("%u %u\n", two_words[0], two_words[1]);
  show("a word too few", write(words_file, three_words, 8));
  show("too little to skip", write(words_file, three_words, 3));
  iovec hole[] = {piece(three_words, 8), piece(nowhere, 4)};
  show("a word in a hole", writev(words_file, hole, 2));
  show("words without room", read(words_file, two_words, 7));
  show("words into a hole", read(words_file, nowhere, 8));

  int text = open_device("/dev/user_text");
  char words[16] = {};
  show("text", read(text, words, 3));
  show("more", read(text, words + 3, 12));
  show("end", read(text, words, 12));
  std::printf("%s", words);
  show("write", write(text, "x", 1));
}
