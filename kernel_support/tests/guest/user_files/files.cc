// SPDX-License-Identifier: GPL-2.0
// files WHAT: uses the devices of user_files_test in one of the ways below, and says whether all
// was right.

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "user_files.hpp"

namespace {

constexpr char kQueue[] = "/dev/user_queue";
constexpr char kSessions[] = "/dev/user_sessions";

void say(const std::string& name, const std::string& expected, const std::string& got) {
  if (expected == got)
    std::printf("ok %s\n", name.c_str());
  else
    std::printf("%s: expected %s, got %s\n", name.c_str(), expected.c_str(), got.c_str());
}

void say(const std::string& name, long expected, long got) {
  say(name, std::to_string(expected), std::to_string(got));
}

std::string given(long result) {
  return result < 0 ? strerrorname_np(errno) : std::to_string(result);
}

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

void put(int file, uint32_t number) { sure(write(file, &number, sizeof(number)), "write"); }

Info info(int file) {
  Info info = {};
  sure(ioctl(file, INFO, &info), "INFO");
  return info;
}

std::string credentials(int file, Whose whose) {
  Credentials told = {};
  told.whose = whose;
  sure(ioctl(file, CREDENTIALS, &told), "CREDENTIALS");
  char text[120];
  std::snprintf(text, sizeof(text), "%u %u %u %u, %u %u %u %u", told.uid, told.euid, told.suid,
                told.fsuid, told.gid, told.egid, told.sgid, told.fsgid);
  std::string answer = text;
  for (uint32_t i = 0; i < told.group_count; ++i) answer += " +" + std::to_string(told.groups[i]);
  if (told.has_capability) answer += ", holds it";
  if (told.capable) answer += ", may";
  return answer;
}

// Waits until so many threads wait in the queue.
void until_waiting(uint32_t wanted) {
  int file = opened(kQueue, O_RDONLY);
  for (uint32_t waiting = ~0U; waiting != wanted; usleep(1000))
    sure(ioctl(file, WAITING, &waiting), "WAITING");
  close(file);
}

std::atomic<int> signals;
int answering_file = -1;

void count_signal(int) { ++signals; }
// The third one puts a number into the queue.
void answer_third_signal(int) {
  uint32_t number = 42;
  if (++signals == 3 && write(answering_file, &number, sizeof(number)) < 0) _exit(3);
}

// Every millisecond a signal comes.
void start_signals(void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sure(sigaction(SIGALRM, &action, nullptr), "sigaction");
  signals = 0;
  itimerval interval = {{0, 1000}, {0, 1000}};
  sure(setitimer(ITIMER_REAL, &interval, nullptr), "setitimer");
}

void stop_signals() {
  itimerval none = {};
  sure(setitimer(ITIMER_REAL, &none, nullptr), "setitimer");
}

// Waits for a number.
void wait_in_read() {
  uint32_t number = 0;
  int file = opened(kQueue);
  std::string got = given(read(file, &number, sizeof(number)));
  std::printf("%s: %u\n", got.c_str(), number);
}

// Waits until there is room.
void wait_in_write() {
  int file = opened(kQueue);
  for (;;) put(file, 7);
}

void wait_in_poll() {
  pollfd request = {.fd = opened(kQueue), .events = POLLPRI, .revents = 0};
  poll(&request, 1, -1);
}

// Takes all that is there.
void drain() {
  int file = opened(kQueue, O_RDONLY | O_NONBLOCK);
  uint32_t numbers[3];
  int count = 0;
  ssize_t size;
  while ((size = read(file, numbers, sizeof(numbers))) > 0)
    count += static_cast<int>(size / sizeof(*numbers));
  std::printf("%d, then %s\n", count, given(size).c_str());
}

// Two processes use one open file.
void share() {
  int file = opened(kSessions);
  pid_t child = fork();
  sure(child, "fork");
  uint32_t number = child ? 1 : 1000;
  for (int i = 0; i < 1000; ++i) sure(ioctl(file, ADD, &number), "ADD");
  if (child == 0) _exit(0);  // and closes the file
  int status = -1;
  waitpid(child, &status, 0);
  say("the child's end", 0, status);
  say("the sum of both", 1'001'000, static_cast<long>(info(file).sum));
  say("open files", 1, info(file).sessions);
  int copy = dup(file);
  close(file);
  say("the sum through a copy of the descriptor", 1'001'000, static_cast<long>(info(copy).sum));
  int other = opened(kSessions);
  say("the sum of another open file", 0, static_cast<long>(info(other).sum));
  say("open files with that one", 2, info(other).sessions);
  int third = opened(kSessions);
  say("one more than there may be", "EBUSY", given(open(kSessions, O_RDWR)));
  say("one more than there may be, again", "EBUSY", given(open(kSessions, O_RDWR)));
  say("open files after that", 3, info(other).sessions);
  close(third);
  close(copy);
  say("open files when two are closed", 1, info(other).sessions);
  close(other);
}

// What a call gives during which signals come. Nothing is printed meanwhile, as that is a call,
// too.
template <typename Call>
std::string under_signals(void (*handler)(int), int flags, Call&& call) {
  start_signals(handler, flags);
  std::string got = given(call());
  stop_signals();
  return got;
}

// What a signal does to who waits.
void interrupt() {
  int file = opened(kQueue);
  uint32_t number = 0;
  auto read_one = [&] { return read(file, &number, sizeof(number)); };
  pollfd request = {.fd = file, .events = POLLIN, .revents = 0};
  say("read()", "EINTR", under_signals(count_signal, 0, read_one));
  say("poll()", "EINTR", under_signals(count_signal, 0, [&] { return poll(&request, 1, -1); }));
  for (uint32_t i = 0; i < 8; ++i) put(file, i);
  say("write() to a full queue", "EINTR",
      under_signals(count_signal, 0, [&] { return write(file, &number, sizeof(number)); }));
  uint32_t numbers[10] = {};
  say("read() then", 32, read(file, numbers, sizeof(numbers)));
  say("the last number", 7, numbers[7]);

  answering_file = file;
  say("read() with SA_RESTART", "4", under_signals(answer_third_signal, SA_RESTART, read_one));
  say("the number that it waited for", 42, number);
  say("signals meanwhile: 3 or more", 1, signals >= 3);
  close(file);
}

// Numbers on their way while signals come, to who writes and to who reads.
void stream() {
  constexpr uint32_t count = 2000;
  int file = opened(kQueue);
  pid_t writer = fork();
  sure(writer, "fork");
  if (writer == 0) {
    start_signals(count_signal, SA_RESTART);
    for (uint32_t i = 0; i < count; ++i) {
      put(file, i);
      if (i % 100 == 0) usleep(3000);
    }
    _exit(0);
  }
  start_signals(count_signal, 0);
  uint32_t next = 0;
  uint32_t interrupted = 0;
  uint32_t wrong = 0;
  while (next < count && !wrong) {
    uint32_t numbers[3];
    ssize_t size = read(file, numbers, sizeof(numbers));
    if (size < 0 && errno == EINTR) {
      ++interrupted;
      continue;
    }
    sure(size, "read");
    for (size_t i = 0; i < size / sizeof(*numbers); ++i) wrong += numbers[i] != next++;
  }
  stop_signals();
  int status = -1;
  waitpid(writer, &status, 0);
  say("the writer's end", 0, status);
  say("numbers out of their order", 0, wrong);
  say("interrupted at least once", 1, interrupted > 0);
  close(file);
}

void* read_in_thread(void* file) {
  uint32_t number = 0;
  if (read(*static_cast<int*>(file), &number, sizeof(number)) < 0) number = 0;
  return reinterpret_cast<void*>(uintptr_t{number});
}

// A file that is closed while a thread waits in it.
void close_meanwhile() {
  int file = opened(kQueue);
  int kept = file;
  pthread_t thread;
  if (pthread_create(&thread, nullptr, read_in_thread, &kept)) std::exit(2);
  until_waiting(1);
  close(file);
  file = opened(kQueue);
  put(file, 5);
  void* number = nullptr;
  pthread_join(thread, &number);
  say("the number that the thread waited for", 5,
      static_cast<long>(reinterpret_cast<uintptr_t>(number)));
  close(file);
}

void watch() {
  int file = opened(kQueue);
  int watcher = static_cast<int>(sure(epoll_create1(0), "epoll_create1"));
  epoll_event event = {};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  sure(epoll_ctl(watcher, EPOLL_CTL_ADD, file, &event), "epoll_ctl");
  say("events at first", 1, epoll_wait(watcher, &event, 1, 0));
  say("there is room", EPOLLOUT, event.events);
  say("events when nothing has changed", 0, epoll_wait(watcher, &event, 1, 0));
  pid_t child = fork();
  sure(child, "fork");
  if (child == 0) {
    int other = opened(kQueue);
    usleep(10'000);
    put(other, 1);
    _exit(0);
  }
  say("events when another process writes", 1, epoll_wait(watcher, &event, 1, -1));
  say("there is room, and a number", EPOLLIN | EPOLLOUT, event.events);
  waitpid(child, nullptr, 0);
  for (uint32_t i = 0; i < 7; ++i) put(file, i);
  say("events of a full queue", 1, epoll_wait(watcher, &event, 1, 0));
  say("there is no room", EPOLLIN, event.events);
  close(file);
  say("events of a closed file", 0, epoll_wait(watcher, &event, 1, 0));
}

void keep() {
  int file = opened(kSessions);
  uint32_t none = 1000;
  say("a descriptor that nobody has", "EBADF", given(ioctl(file, KEEP, &none)));
  none = ~0U;
  say("descriptor -1", "EBADF", given(ioctl(file, KEEP, &none)));
  char byte;
  for (bool close_session : {false, true}) {
    int ends[2];
    sure(pipe2(ends, O_NONBLOCK), "pipe2");
    uint32_t writing_end = ends[1];
    sure(ioctl(file, KEEP, &writing_end), "KEEP");
    close(ends[1]);
    say("a pipe that the module keeps open", "EAGAIN", given(read(ends[0], &byte, 1)));
    if (close_session)
      close(file);
    else
      sure(ioctl(file, LET_GO), "LET_GO");
    say("the pipe then", 0, read(ends[0], &byte, 1));
    close(ends[0]);
  }
  file = opened(kSessions, O_RDWR | O_NONBLOCK | O_APPEND);
  say("O_APPEND among the flags", 1, (info(file).flags & O_APPEND) != 0);
  say("waiting is not wanted", 1, info(file).nonblocking);
  sure(fcntl(file, F_SETFL, 0), "F_SETFL");
  say("O_APPEND after F_SETFL", 0, (info(file).flags & O_APPEND) != 0);
  say("waiting is not wanted after F_SETFL", 0, info(file).nonblocking);
  close(file);
}

// The smallest descriptor that is free.
int free_descriptor() {
  int found = static_cast<int>(sure(dup(0), "dup"));
  close(found);
  return found;
}

void* give_in_thread(void* file) {
  uintptr_t failed = 0;
  for (int i = 0; i < 500; ++i) {
    uint32_t number = 0;
    if (ioctl(*static_cast<int*>(file), GIVE, &number) || close(static_cast<int>(number))) ++failed;
  }
  return reinterpret_cast<void*>(failed);
}

// Descriptors that the module makes.
void give() {
  int file = opened(kSessions);
  int next = free_descriptor();
  uint32_t number = 0;
  say("a file that is not kept", "ENOENT", given(ioctl(file, GIVE, &number)));
  say("the descriptor that was reserved for it", next, free_descriptor());

  int ends[2];
  char byte = 'a';
  sure(pipe2(ends, O_NONBLOCK), "pipe2");
  uint32_t writing_end = ends[1];
  sure(ioctl(file, KEEP, &writing_end), "KEEP");
  close(ends[1]);
  next = free_descriptor();
  sure(ioctl(file, GIVE, &number), "GIVE");
  say("the smallest descriptor", next, number);
  int writer = static_cast<int>(number);
  say("its flags", FD_CLOEXEC, fcntl(writer, F_GETFD));
  say("write() to it", 1, write(writer, &byte, 1));
  say("read() at the other end", 1, read(ends[0], &byte, 1));

  pid_t child = fork();
  sure(child, "fork");
  if (child == 0) {
    sure(ioctl(file, GIVE, &number), "GIVE");
    byte = 'b';
    _exit(number > 0 && write(static_cast<int>(number), &byte, 1) == 1 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  say("the child's end", 0, status);
  say("what the child wrote", 1, read(ends[0], &byte, 1));
  say("the letter", 'b', byte);
  say("the child's descriptor, here", next + 1, free_descriptor());

  rlimit limit = {static_cast<rlim_t>(next) + 1, static_cast<rlim_t>(next) + 1};
  rlimit before = {};
  sure(getrlimit(RLIMIT_NOFILE, &before), "getrlimit");
  limit.rlim_max = before.rlim_max;
  sure(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
  say("one more than the program may have", "EMFILE", given(ioctl(file, GIVE, &number)));
  sure(setrlimit(RLIMIT_NOFILE, &before), "setrlimit");

  pthread_t threads[4];
  for (pthread_t& thread : threads)
    if (pthread_create(&thread, nullptr, give_in_thread, &file)) std::exit(2);
  uintptr_t failed = 0;
  for (pthread_t thread : threads) {
    void* count = nullptr;
    pthread_join(thread, &count);
    failed += reinterpret_cast<uintptr_t>(count);
  }
  say("calls that failed in threads", 0, static_cast<long>(failed));
  say("descriptors after that", next + 1, free_descriptor());

  sure(ioctl(file, LET_GO), "LET_GO");
  say("the pipe, still open", "EAGAIN", given(read(ends[0], &byte, 1)));
  close(writer);
  say("the pipe when all are closed", 0, read(ends[0], &byte, 1));
  close(ends[0]);
  close(file);
}

// Who opened a file, and who uses it.
void users() {
  gid_t groups[] = {30, 10, 20};
  int file = opened(kSessions);
  say("root", "0 0 0 0, 0 0 0 0, holds it, may", credentials(file, Whose::kCurrent));
  sure(setgroups(3, groups), "setgroups");
  int second = opened(kSessions);
  say("root with groups", "0 0 0 0, 0 0 0 0 +10 +20 +30, holds it, may",
      credentials(file, Whose::kCurrent));
  sure(setresgid(5, 6, 7), "setresgid");
  sure(setresuid(1000, 1001, 1002), "setresuid");
  say("somebody else", "1000 1001 1002 1001, 5 6 7 6 +10 +20 +30",
      credentials(file, Whose::kCurrent));
  say("who opened the file", "0 0 0 0, 0 0 0 0, holds it", credentials(file, Whose::kFile));
  say("who opened the second file", "0 0 0 0, 0 0 0 0 +10 +20 +30, holds it",
      credentials(second, Whose::kFile));
  say("a device for root", "EACCES", given(open(kSessions, O_RDWR)));
  int queue = open(kQueue, O_RDWR);
  say("a device for all", 1, queue >= 0);
  Credentials wrong = {};
  wrong.whose = static_cast<Whose>(7);
  say("an enumerator that there is not", "EINVAL", given(ioctl(file, CREDENTIALS, &wrong)));
}

constexpr int kStays = 9;
constexpr int kGoes = 8;

// One file that stays open when the program starts another one, and one that does not.
void exec_another() {
  int file = opened(kSessions);
  uint32_t number = 5;
  sure(ioctl(file, ADD, &number), "ADD");
  sure(dup2(file, kStays), "dup2");
  close(file);
  file = opened(kSessions);
  say("open files", 2, info(file).sessions);
  sure(dup3(file, kGoes, O_CLOEXEC), "dup3");
  close(file);
  std::fflush(stdout);
  sure(execl("/proc/self/exe", "files", "inherited", nullptr), "execl");
}

// What that other one finds.
void inherited() {
  say("the file that goes", "EBADF", given(fcntl(kGoes, F_GETFD)));
  say("the sum of the file that stays", 5, static_cast<long>(info(kStays).sum));
  say("open files then", 1, info(kStays).sessions);
  close(kStays);
}

// Opens, asks and closes until it is ended, whether the module is there or not.
void hammer() {
  for (;;) {
    for (const char* path : {kQueue, kSessions}) {
      int file = open(path, O_RDWR | O_NONBLOCK);
      if (file < 0) {
        if (errno != ENOENT && errno != ENXIO && errno != ENODEV && errno != EBUSY)
          std::printf("%s: %s\n", path, given(file).c_str());
        continue;
      }
      uint32_t number;
      if (path == kSessions)
        info(file);
      else if (read(file, &number, sizeof(number)) >= 0 || errno != EAGAIN)
        std::puts("there was a number");
      close(file);
    }
  }
}

}  // namespace

int main(int count, char** words) {
  struct Way {
    std::string_view name;
    void (*run)();
  };
  constexpr Way ways[] = {{"read", wait_in_read}, {"write", wait_in_write},
                          {"poll", wait_in_poll}, {"drain", drain},
                          {"share", share},       {"interrupt", interrupt},
                          {"stream", stream},     {"close", close_meanwhile},
                          {"watch", watch},       {"keep", keep},
                          {"give", give},         {"users", users},
                          {"exec", exec_another}, {"inherited", inherited},
                          {"hammer", hammer}};
  std::string_view what = count > 1 ? words[1] : "";
  for (const Way& way : ways) {
    if (what != way.name) continue;
    way.run();
    return 0;
  }
  if (what == "waiting" && count == 3) {
    until_waiting(std::strtoul(words[2], nullptr, 10));
    return 0;
  }
  std::fputs("usage: files WHAT: see its source\n", stderr);
  return 2;
}
