// SPDX-License-Identifier: GPL-2.0
// meter WHAT: uses /dev/cpp_meter or /dev/cpp_bell in one of the ways below, and says what came of
// it.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int kPatience = 20'000;  // milliseconds

int opened(int flags = 0, const char* path = "/dev/cpp_meter") {
  int file = open(path, O_RDWR | flags);
  if (file < 0) std::printf("open: %s\n", strerrorname_np(errno));
  return file;
}

// What poll() and epoll_wait() say has happened.
std::string names(unsigned events) {
  std::string all;
  if (events & POLLIN) all += " in";
  if (events & POLLERR) all += " error";
  if (events & POLLHUP) all += " hang-up";
  return all.empty() ? " nothing" : all;
}

void read_once(int file) {
  char text[8] = {};
  const ssize_t size = read(file, text, sizeof(text) - 1);
  std::printf("read: %s\n", size < 0 ? strerrorname_np(errno) : text);
}

void polls(int file, int timeout = kPatience) {
  pollfd wanted = {file, POLLIN, 0};
  const int count = poll(&wanted, 1, timeout);
  std::printf("poll: %d%s\n", count, names(static_cast<unsigned short>(wanted.revents)).c_str());
}

// Waits for news, or until the device has gone.
int waits() {
  const int file = opened();
  polls(file);
  read_once(file);
  return 0;
}

// The same by select().
int selects() {
  const int file = opened();
  fd_set wanted;
  FD_ZERO(&wanted);
  FD_SET(file, &wanted);
  timeval patience = {kPatience / 1000, 0};
  const int count = select(file + 1, &wanted, nullptr, nullptr, &patience);
  std::printf("select: %d\n", count);
  read_once(file);
  return 0;
}

// The same by epoll, which stays in the queue between two calls; then asks again.
int watches() {
  const int file = opened();
  const int watch = epoll_create1(0);
  epoll_event wanted = {EPOLLIN | EPOLLET, {}};
  if (epoll_ctl(watch, EPOLL_CTL_ADD, file, &wanted) != 0) return 1;
  for (bool gone = false; !gone;) {
    epoll_event event = {};
    const int count = epoll_wait(watch, &event, 1, kPatience);
    std::printf("epoll: %d%s\n", count, names(event.events).c_str());
    gone = count != 1 || (event.events & EPOLLHUP);
    read_once(file);
  }
  return 0;
}

// News for all files; waits until somebody has read it.
int rings() {
  const int file = opened();
  if (write(file, "all", 3) != 3) return 1;
  pollfd wanted = {file, POLLIN, 0};
  while (poll(&wanted, 1, 0) != 0) usleep(10'000);
  return 0;
}

// News for this file only, while a second process waits with it; another file hears nothing.
int pokes() {
  const int file = opened();
  const int other = opened();
  const pid_t child = fork();
  if (child == 0) {
    polls(file);
    _exit(0);
  }
  usleep(200'000);
  if (write(file, "x", 1) != 1) return 1;
  waitpid(child, nullptr, 0);
  polls(other, 0);
  std::fflush(stdout);
  read_once(file);
  read_once(file);
  return 0;
}

int refused() { return opened(O_NONBLOCK) < 0 ? 0 : 1; }

// Keeps a file until its device has gone and come again; that is another one.
int keeps() {
  const int file = opened();
  polls(file);
  int other = -1;
  for (int i = 0; i < 200 && other < 0; ++i) {
    usleep(50'000);
    other = open("/dev/cpp_meter", O_RDWR);
  }
  polls(file, 0);
  read_once(file);
  polls(other, 0);
  read_once(other);
  return 0;
}

// Waits at a bell three times: when it rings already, when it gets a new rope, and when somebody
// pulls that.
int bells() {
  const int file = opened(0, "/dev/cpp_bell");
  const pid_t child = fork();
  if (child == 0) {
    for (int i = 0; i < 3; ++i) {
      polls(file);
      read_once(file);
    }
    std::fflush(stdout);
    _exit(0);
  }
  for (const char* what : {"new", "pull"}) {
    pollfd wanted = {file, POLLIN, 0};
    while (poll(&wanted, 1, 0) != 0) usleep(10'000);
    usleep(300'000);
    if (write(file, what, std::strlen(what)) < 0) return 1;
  }
  waitpid(child, nullptr, 0);
  return 0;
}

// Opens, waits a moment, rings and closes, for ever, whatever comes of it.
int hammers() {
  for (;;) {
    const int file = open("/dev/cpp_meter", O_RDWR);
    if (file < 0) continue;
    const int watch = epoll_create1(0);
    epoll_event wanted = {EPOLLIN, {}};
    static_cast<void>(epoll_ctl(watch, EPOLL_CTL_ADD, file, &wanted));
    pollfd polled = {file, POLLIN, 0};
    static_cast<void>(poll(&polled, 1, 3));
    static_cast<void>(!write(file, "all", 3));
    static_cast<void>(epoll_wait(watch, &wanted, 1, 1));
    close(file);
    close(watch);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  if (what == "waits") return waits();
  if (what == "selects") return selects();
  if (what == "watches") return watches();
  if (what == "rings") return rings();
  if (what == "pokes") return pokes();
  if (what == "refused") return refused();
  if (what == "keeps") return keeps();
  if (what == "bells") return bells();
  if (what == "hammers") return hammers();
  return 2;
}
