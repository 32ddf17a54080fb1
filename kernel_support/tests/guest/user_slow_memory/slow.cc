// SPDX-License-Identifier: GPL-2.0
// slow WHAT: reads and writes the device with memory whose second page is not there yet
// (userfaultfd), and while the copy waits for it, does one of the things below.

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr size_t kPage = 4096;

long sure(long result, const char* what) {
  if (result < 0) {
    std::perror(what);
    std::exit(2);
  }
  return result;
}

// Two pages, of which the first is there and full of 'p'.
class Memory {
 public:
  Memory() {
    void* start =
        mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) sure(-1, "mmap");
    bytes = static_cast<char*>(start);
    std::memset(bytes, 'p', kPage);
    faults_ = static_cast<int>(sure(syscall(SYS_userfaultfd, O_CLOEXEC), "userfaultfd"));
    uffdio_api api = {.api = UFFD_API, .features = 0, .ioctls = 0};
    sure(ioctl(faults_, UFFDIO_API, &api), "UFFDIO_API");
    uffdio_register second = {.range = range(), .mode = UFFDIO_REGISTER_MODE_MISSING, .ioctls = 0};
    sure(ioctl(faults_, UFFDIO_REGISTER, &second), "UFFDIO_REGISTER");
  }

  // Until somebody waits for the second page.
  void until_wanted() const {
    uffd_msg message = {};
    sure(read(faults_, &message, sizeof(message)), "read of a fault");
  }
  void serve() const {
    static char page[kPage];
    std::memset(page, 'p', kPage);
    uffdio_copy copy = {.dst = range().start,
                        .src = reinterpret_cast<uint64_t>(page),
                        .len = kPage,
                        .mode = 0,
                        .copy = 0};
    sure(ioctl(faults_, UFFDIO_COPY, &copy), "UFFDIO_COPY");
  }
  void take_away() const {
    sure(munmap(bytes + kPage, kPage), "munmap");
    uffdio_range second = range();
    ioctl(faults_, UFFDIO_WAKE, &second);
  }
  // Whether somebody still waits for it.
  bool wanted() const {
    pollfd request = {.fd = faults_, .events = POLLIN, .revents = 0};
    return poll(&request, 1, 100) > 0;
  }

  char* bytes;

 private:
  uffdio_range range() const {
    return {.start = reinterpret_cast<uint64_t>(bytes + kPage), .len = kPage};
  }
  int faults_;
};

volatile sig_atomic_t signals = 0;
void count_signal(int) { signals = signals + 1; }

// A call with this memory, and what happens when it waits for the second page.
void call(bool reads, const std::function<void(const Memory&, pthread_t)>& meanwhile) {
  int file = static_cast<int>(sure(open("/dev/user_slow", O_RDWR), "open"));
  Memory memory;
  ssize_t result = 0;
  std::thread caller([&] {
    result = reads ? read(file, memory.bytes, 2 * kPage) : write(file, memory.bytes, 2 * kPage);
    if (result < 0) result = -errno;
  });
  memory.until_wanted();
  meanwhile(memory, caller.native_handle());
  caller.join();
  std::printf("%s: %zd\n", reads ? "read()" : "write()", result);
  if (reads) {
    size_t right = 0;
    for (ssize_t i = 0; i < result; ++i) right += memory.bytes[i] == 'k';
    std::printf("bytes of the kernel: %zu\n", right);
  }
  close(file);
}

void served(bool reads) {
  call(reads, [](const Memory& memory, pthread_t) { memory.serve(); });
}

// A signal does not end the copy: its handler runs when the call is done.
void with_signal(bool reads) {
  struct sigaction action = {};
  action.sa_handler = count_signal;
  sure(sigaction(SIGUSR1, &action, nullptr), "sigaction");
  signals = 0;
  call(reads, [](const Memory& memory, pthread_t caller) {
    pthread_kill(caller, SIGUSR1);
    memory.wanted();
    std::printf("signals meanwhile: %d\n", static_cast<int>(signals));
    memory.serve();
  });
  std::printf("signals then: %d\n", static_cast<int>(signals));
}

void gone(bool reads) {
  call(reads, [](const Memory& memory, pthread_t) { memory.take_away(); });
}

void killed(bool reads) {
  std::fflush(stdout);
  pid_t child = static_cast<pid_t>(sure(fork(), "fork"));
  if (!child) call(reads, [](const Memory&, pthread_t) { raise(SIGKILL); });
  int status = 0;
  sure(waitpid(child, &status, 0), "waitpid");
  std::printf("killed: %s\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? "yes" : "no");
}

}  // namespace

int main(int count, char** words) {
  std::string_view what = count == 2 ? words[1] : "";
  for (bool reads : {true, false}) {
    if (what == "served")
      served(reads);
    else if (what == "signal")
      with_signal(reads);
    else if (what == "gone")
      gone(reads);
    else if (what == "killed")
      killed(reads);
    else
      return 2;
  }
}
