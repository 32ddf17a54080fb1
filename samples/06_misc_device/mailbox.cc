// SPDX-License-Identifier: GPL-2.0
// A program for the mailbox: puts a letter in, takes one out, waits, asks.

#include "mailbox.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

//! [file]
// An open file. What goes wrong is thrown: in user space there are exceptions.
class MailboxFile {
 public:
  explicit MailboxFile(int flags) : descriptor_(open("/dev/mailbox", O_RDWR | flags)) {
    check(descriptor_, "open");
  }
  MailboxFile(const MailboxFile&) = delete;
  MailboxFile& operator=(const MailboxFile&) = delete;
  ~MailboxFile() { close(descriptor_); }

  void put(std::string_view letter) const {
    check(write(descriptor_, letter.data(), letter.size()), "write");
  }

  std::string take() const {
    std::string letter(MAILBOX_SIZE, '\0');
    letter.resize(check(read(descriptor_, letter.data(), letter.size()), "read"));
    return letter;
  }

  // Whether there is a letter, after at most so many milliseconds.
  bool wait(int milliseconds) const {
    pollfd request = {.fd = descriptor_, .events = POLLIN, .revents = 0};
    return check(poll(&request, 1, milliseconds), "poll") > 0;
  }

  mailbox_stats stats() const {
    mailbox_stats result;
    check(ioctl(descriptor_, MAILBOX_STATS, &result), "ioctl");
    return result;
  }

  void clear() const { check(ioctl(descriptor_, MAILBOX_CLEAR), "ioctl"); }

 private:
  // System calls say -1, and why in errno.
  static long check(long result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
  }

  int descriptor_;
};
//! [file]

//! [main]
int main(int argc, char** argv) try {
  std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "put" && argc > 2) {
    MailboxFile(0).put(argv[2]);
  } else if (command == "try-put" && argc > 2) {
    MailboxFile(O_NONBLOCK).put(argv[2]);
  } else if (command == "take") {
    std::puts(MailboxFile(0).take().c_str());
  } else if (command == "try-take") {
    std::puts(MailboxFile(O_NONBLOCK).take().c_str());
  } else if (command == "wait" && argc > 2) {
    std::puts(MailboxFile(0).wait(std::stoi(argv[2])) ? "there is a letter" : "nothing came");
  } else if (command == "stats") {
    mailbox_stats stats = MailboxFile(0).stats();
    std::printf("%llu put, %llu taken\n", stats.put, stats.taken);
  } else if (command == "clear") {
    MailboxFile(0).clear();
  } else {
    std::fputs(
        "usage: mailbox put TEXT | try-put TEXT | take | try-take | wait MS | stats | clear\n",
        stderr);
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "mailbox: %s\n", error.what());
  return 1;
}
//! [main]
