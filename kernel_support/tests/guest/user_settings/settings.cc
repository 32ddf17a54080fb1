// SPDX-License-Identifier: GPL-2.0
// settings: reads and writes the settings of user_settings_test in right and wrong ways.

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr size_t kPage = 4096;

int opened(const char* name) {
  std::string path = std::string("/proc/sys/user_settings/") + name;
  int file = open(path.c_str(), O_RDWR);
  if (file < 0) file = open(path.c_str(), O_RDONLY);
  if (file < 0) file = open(path.c_str(), O_WRONLY);
  if (file < 0) {
    std::perror(path.c_str());
    std::exit(2);
  }
  return file;
}

std::string given(ssize_t result) {
  return result < 0 ? strerrorname_np(errno) : std::to_string(result);
}

std::string value(int file) {
  char text[1024];
  ssize_t size = pread(file, text, sizeof(text), 0);
  if (size <= 0) return given(size);
  if (size > 40) return std::to_string(size) + " bytes";
  return std::string(text, static_cast<size_t>(size - 1)) + (text[size - 1] == '\n' ? "" : "?");
}

void put(int file, const char* what, const void* text, size_t size, off_t place = 0) {
  std::string result = given(pwrite(file, text, size, place));
  std::printf("%s: %s, then %s\n", what, result.c_str(), value(file).c_str());
}

void put(int file, const std::string& text, off_t place = 0) {
  put(file, ("'" + text + "'").c_str(), text.data(), text.size(), place);
}

void get(int file, const char* what, void* to, size_t size, off_t place = 0) {
  std::printf("%s: %s\n", what, given(pread(file, to, size, place)).c_str());
}

void numbers() {
  int number = opened("number");
  for (const char* text : {"7", "-128", "127", "128", "-129", "", "\n", "\n\n", "5\n", "6\n\n",
                           " 8", "9 ", "+3", "0x10", "1e1", "99999999999999999999999", "x"})
    put(number, text);
  close(number);
}

void texts() {
  int word = opened("word");
  put(word, "some text");
  put(word, "with its end\n");
  put(word, "not at the beginning", 1);
  put(word, "far off", 0x7fffffffffffffff);
  put(word, "before the beginning", -1);
  put(word, "a zero byte", "ab\0cd", 5);
  put(word, "a zero byte at the end", "ab", 3);
  put(word, "nothing", "", 0);
  std::string longest(255, 'l');
  put(word, "255", longest.data(), 255);  // taken, and too long to be shown with its end
  put(word, "254", longest.data(), 254);
  put(word, "255 and the end", (longest + "\n").data(), 256);
  put(word, "256", (longest + "l").data(), 256);
  std::string page(kPage, 'p');
  put(word, "a page", page.data(), page.size());
  std::string large(5 << 20, 'm');
  put(word, "five megabytes", large.data(), large.size());
  put(word, "from nowhere", reinterpret_cast<void*>(8), 4);
  put(word, "from the kernel", reinterpret_cast<void*>(0xffff888000000000), 4);
  put(word, "all there is", "x", SIZE_MAX);
  put(word, "0123456789");

  char room[64] = {};
  get(word, "whole", room, sizeof(room));
  get(word, "its end", room, sizeof(room), 8);
  get(word, "at its end", room, sizeof(room), 11);
  get(word, "behind it", room, sizeof(room), 12);
  get(word, "far off", room, sizeof(room), 0x7fffffffffffffff);
  get(word, "before it", room, sizeof(room), -1);
  get(word, "nothing", room, 0);
  get(word, "to nowhere", reinterpret_cast<void*>(8), 4);
  get(word, "into the kernel", reinterpret_cast<void*>(0xffff888000000000), 4);
  std::string pieces;
  char piece;
  while (read(word, &piece, 1) == 1) pieces += piece;
  std::printf("in pieces: %s", pieces.c_str());
  void* pages =
      mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char* end = static_cast<char*>(pages) + kPage;
  munmap(end, kPage);
  get(word, "over the end of memory", end - 4, 64);
  put(word, "from over the end of memory", end - 4, 64);
  close(word);
}

void others() {
  for (const char* name : {"shown", "taken", "failing"}) {
    int file = opened(name);
    std::printf("%s: %s\n", name, value(file).c_str());
    put(file, "x");
    close(file);
  }
  int line = opened("line");
  for (const char* length : {"255", "1000000000", "254", "1", "0"}) put(line, length);
  close(line);
}

// Many at once: whoever reads gets one of the words.
void* write_words(void* word) {
  int file = opened("word");
  for (int i = 0; i < 2000; ++i)
    if (pwrite(file, word, 100, 0) != 100) std::puts("not written");
  close(file);
  return nullptr;
}

void threads() {
  char words[2][101];
  pthread_t writers[2];
  for (int i = 0; i < 2; ++i) {
    std::memset(words[i], 'a' + i, 100);
    pthread_create(&writers[i], nullptr, write_words, words[i]);
  }
  int file = opened("word");
  int mixed = 0;
  for (int i = 0; i < 2000; ++i) {
    char text[128] = {};
    if (pread(file, text, sizeof(text), 0) != 101) continue;
    mixed += std::memcmp(text, words[0], 100) && std::memcmp(text, words[1], 100);
  }
  close(file);
  for (pthread_t writer : writers) pthread_join(writer, nullptr);
  std::printf("mixed: %d\n", mixed);
}

}  // namespace

int main() {
  numbers();
  texts();
  others();
  threads();
}
