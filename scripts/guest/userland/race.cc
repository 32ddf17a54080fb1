// SPDX-License-Identifier: GPL-2.0
// race SECONDS FILE [PARAMETER...]: several processes load, unload and use a module at once.
//
// Each sees the module in any state, so most calls may fail: that it is loaded already, being
// unloaded, in use, or not there. Any other error counts as a mistake.
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "modules.hpp"

namespace {

// Of one kind of process, shared by all of them.
struct Count {
  std::atomic<long> done, refused, mistakes, last_mistake;
};

struct Race {
  const char* file;
  std::string name;
  std::string parameters;
  time_t end;
  int refusal;  // what a load gives that fails by itself
};

time_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

bool is_of_a_race(int error) {
  return error == EEXIST || error == EBUSY || error == ENOENT || error == EAGAIN ||
         error == ENODEV || error == EINTR;
}

void count(Count& one, int error, int refusal = 0) {
  if (!error) {
    ++one.done;
  } else if (is_of_a_race(error) || error == refusal) {
    ++one.refused;
  } else {
    ++one.mistakes;
    one.last_mistake = error;
  }
}

// Reads a file and writes the same back, if it can be written: a parameter keeps its value.
int use_file(const std::string& path, bool write_too) {
  char text[4096];
  int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
  bool writable = fd >= 0;
  if (!writable) fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == EACCES ? 0 : errno;  // neither to be read nor written
  ssize_t length = read(fd, text, sizeof(text));
  int error = length < 0 ? errno : 0;
  if (length > 0 && writable && write_too && write(fd, text, length) < 0) error = errno;
  close(fd);
  return error;
}

void use_folder(const std::string& folder, bool write_too, Count& counted) {
  DIR* open_folder = opendir(folder.c_str());
  if (!open_folder) return count(counted, errno);
  while (dirent* entry = readdir(open_folder)) {
    if (entry->d_type == DT_REG && std::strcmp(entry->d_name, "uevent") != 0) {
      count(counted, use_file(folder + "/" + entry->d_name, write_too));
    }
  }
  closedir(open_folder);
}

void load_all(const Race& race, Count& counted) {
  count(counted, modules::load(race.file, race.parameters), race.refusal);
}

void unload_all(const Race& race, Count& counted) {
  int error = modules::unload(race.name.c_str());
  count(counted, error);
  // Most of the time there is nothing to unload; the others need the processor to change that.
  if (error) usleep(1000);
}

void use_all(const Race& race, Count& counted) {
  std::string folder = "/sys/module/" + race.name;
  use_folder(folder, false, counted);
  use_folder(folder + "/parameters", true, counted);
  count(counted, use_file("/proc/modules", false));
}

struct Kind {
  const char* what;
  void (*run)(const Race&, Count&);
};
constexpr Kind kKinds[] = {{"load", load_all}, {"unload", unload_all}, {"use", use_all}};
constexpr int kEach = 2;

}  // namespace

int main(int words, char** word) {
  int seconds = words >= 3 ? std::atoi(word[1]) : 0;
  if (seconds < 1) {
    std::fprintf(stderr, "usage: race SECONDS FILE [PARAMETER...]\n");
    return 2;
  }
  Race race{word[2], modules::name_of(word[2]), modules::joined(word + 3), 0, 0};
  race.refusal = modules::load(race.file, race.parameters);
  race.end = now() + seconds;
  auto* counts =
      static_cast<Count*>(mmap(nullptr, sizeof(Count) * std::size(kKinds), PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (size_t kind = 0; kind < std::size(kKinds); ++kind) {
    for (int each = 0; each < kEach; ++each) {
      if (fork() == 0) {
        while (now() < race.end) kKinds[kind].run(race, counts[kind]);
        _exit(0);
      }
    }
  }
  int status, failures = 0;
  while (wait(&status) > 0) failures += status != 0;
  for (size_t kind = 0; kind < std::size(kKinds); ++kind) {
    const Count& one = counts[kind];
    std::printf("%s: %ld done, %ld refused", kKinds[kind].what, one.done.load(),
                one.refused.load());
    if (one.mistakes) {
      std::printf(", %ld mistakes (the last: %s)", one.mistakes.load(),
                  modules::name_of_error(one.last_mistake));
      ++failures;
    }
    std::printf("\n");
    // Nobody raced if one of them never came to anything.
    if (!one.done && !race.refusal) ++failures;
  }
  int error = modules::unload(race.name.c_str());
  for (int tries = 0; (error == EBUSY || error == EAGAIN) && tries < 50; ++tries) {
    usleep(100000);
    error = modules::unload(race.name.c_str());
  }
  if (error && error != ENOENT) {
    std::printf("unload at the end: %s\n", modules::name_of_error(error));
    ++failures;
  }
  return failures ? 1 : 0;
}
