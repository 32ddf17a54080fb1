// SPDX-License-Identifier: GPL-2.0
// hold: opens /dev/user_late as soon as it is there, and closes it when nobody else can open it any
// more. hold idle: does the last with the lowest priority, so that it stops where it wakes insmod,
// inside of the module; and when the device is gone, another process takes all of the time, so that
// it does not go on before the module is gone, too.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sched.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr char kDevice[] = "/dev/user_late";

void check(long result, const char* what) {
  if (result >= 0) return;
  std::perror(what);
  std::exit(1);
}

void set_priority(int policy, int priority) {
  sched_param parameter = {.sched_priority = priority};
  check(sched_setscheduler(0, policy, &parameter), "sched_setscheduler");
}

long now_in_ms() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

// Reads what the kernel says from now on, until it says that the device is gone.
pid_t start_hog() {
  int log = open("/dev/kmsg", O_RDONLY);
  check(log, "/dev/kmsg");
  check(lseek(log, 0, SEEK_END), "lseek");
  pid_t hog = fork();
  check(hog, "fork");
  if (hog > 0) {
    close(log);
    return hog;
  }
  set_priority(SCHED_FIFO, 1);
  char line[1024] = "";
  while (!std::strstr(line, "the device is gone")) {
    ssize_t size = read(log, line, sizeof(line) - 1);
    check(size, "read");
    line[size] = '\0';
  }
  // The kernel's own threads must have their turns.
  set_priority(SCHED_OTHER, 0);
  for (long end = now_in_ms() + 1000; now_in_ms() < end;) {
  }
  _exit(0);
}

}  // namespace

int main(int count, char** words) {
  bool idle = count == 2 && std::string_view(words[1]) == "idle";
  pid_t hog = idle ? start_hog() : 0;
  int file;
  while ((file = open(kDevice, O_RDONLY)) < 0) usleep(1000);
  for (int other; (other = open(kDevice, O_RDONLY)) >= 0; usleep(1000)) close(other);

  char text[32] = "";
  check(read(file, text, sizeof(text) - 1), "read");
  std::fputs(text, stdout);
  std::fflush(stdout);
  // Until then insmod has taken the device away, and waits.
  usleep(300'000);
  if (idle) set_priority(SCHED_IDLE, 0);
  check(close(file), "close");
  if (idle) waitpid(hog, nullptr, 0);
}
