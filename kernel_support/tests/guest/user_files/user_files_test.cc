// SPDX-License-Identifier: GPL-2.0
// Two devices: a queue in which programs wait for each other, and one whose open files are objects.

#include "user_files.hpp"

#include <array>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/poll.hpp>
#include <optional>

using kernel::ARef;
using kernel::Atomic;
using kernel::Credential;
using kernel::File;
using kernel::FileDescriptorReservation;
using kernel::GFP_KERNEL;
using kernel::LocalFile;
using kernel::MiscDeviceRegistration;
using kernel::Mutex;
using kernel::PollEvents;
using kernel::Relaxed;
using kernel::Result;

namespace {

class Queue {
 public:
  // As many numbers as there are, and room for. A number that the program cannot get stays.
  Result<void> read(const File& file, kernel::UserSliceWriter& out) const {
    if (out.size() < sizeof(u32)) return kernel::EINVAL;
    auto state = state_.lock();
    if (state->count == 0 && file.is_nonblocking()) return kernel::EAGAIN;
    TRY(wait(state, [](State& now) { return now.count > 0; }));
    while (state->count > 0 && out.size() >= sizeof(u32)) {
      if (out.write(state->numbers[state->first]).is_err()) {
        if (out.done() == 0) return kernel::EFAULT;
        break;
      }
      state->first = (state->first + 1) % state->numbers.size();
      --state->count;
    }
    changed_.notify_all();
    return {};
  }

  // One number.
  Result<void> write(const File& file, kernel::UserSliceReader& in) const {
    u32 number = TRY(in.read<u32>());
    auto state = state_.lock();
    if (state->full() && file.is_nonblocking()) return kernel::EAGAIN;
    TRY(wait(state, [](State& now) { return !now.full(); }));
    state->numbers[(state->first + state->count) % state->numbers.size()] = number;
    ++state->count;
    changed_.notify_all();
    return {};
  }

  PollEvents poll(const File& file, const kernel::PollTable& table) const {
    table.register_wait(file, changed_);
    auto state = state_.lock();
    PollEvents events;
    if (state->count > 0) events |= kernel::EPOLLIN | kernel::EPOLLRDNORM;
    if (!state->full()) events |= kernel::EPOLLOUT | kernel::EPOLLWRNORM;
    return events;
  }

  Result<u32> waiting(const File&) const {
    return state_.with([](State& now) { return now.waiting; });
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<WAITING, &Queue::waiting>>;

 private:
  struct State {
    bool full() const { return count == numbers.size(); }

    std::array<u32, 8> numbers;
    size_t first, count;
    u32 waiting;
  };
  using Guarded = Mutex<State, "Queue::state">;

  Result<void> wait(kernel::Guard<Guarded>& state, auto ready) const {
    ++state->waiting;
    Result<void> result = changed_.wait_interruptible(state, ready);
    --state->waiting;
    return result;
  }

  Guarded state_;
  kernel::PollCondVar<Guarded, "Queue::changed"> changed_;
};

class Sessions;

class Session {
 public:
  explicit Session(const Sessions& all) : all_(all) {}
  ~Session();

  Result<void> add(const File&, const u32& number) const {
    sum_.add(number, Relaxed);
    return {};
  }

  Result<Info> info(const File& file) const;

  Result<void> keep(const File&, const u32& descriptor) const {
    auto local = TRY(LocalFile::fget(descriptor));
    // SAFETY: ioctl() uses no position.
    auto file = File::assume_no_fdget_pos(std::move(local));
    kept_.with([&](std::optional<ARef<File>>& kept) { kept = std::move(file); });
    return {};
  }

  Result<void> let_go(const File&) const {
    kept_.with([](std::optional<ARef<File>>& kept) { kept.reset(); });
    return {};
  }

  Result<u32> give(const File&) const {
    auto reservation = TRY(FileDescriptorReservation::get_unused_fd_flags(kernel::O_CLOEXEC));
    auto file = kept_.with([](std::optional<ARef<File>>& kept) { return kept; });
    if (!file) return kernel::ENOENT;
    u32 descriptor = reservation.reserved_fd();
    std::move(reservation).fd_install(*std::move(file));
    return descriptor;
  }

  Result<Credentials> credentials(const File& file, const Credentials& request) const {
    if (request.whose == Whose::kFile) return told(file.cred());
    if (request.whose != Whose::kCurrent) return kernel::EINVAL;
    ARef<Credential> mine = Credential::current();
    return told(*mine);
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<ADD, &Session::add>,
                                      kernel::ioctl::Handler<INFO, &Session::info>,
                                      kernel::ioctl::Handler<KEEP, &Session::keep>,
                                      kernel::ioctl::Handler<LET_GO, &Session::let_go>,
                                      kernel::ioctl::Handler<GIVE, &Session::give>,
                                      kernel::ioctl::Handler<CREDENTIALS, &Session::credentials>>;

 private:
  static Credentials told(const Credential& cred) {
    Credentials answer = {};
    answer.uid = cred.uid().in_current_ns().value_or(~0U);
    answer.euid = cred.euid().in_current_ns().value_or(~0U);
    answer.suid = cred.suid().in_current_ns().value_or(~0U);
    answer.fsuid = cred.fsuid().in_current_ns().value_or(~0U);
    answer.gid = cred.gid().in_current_ns().value_or(~0U);
    answer.egid = cred.egid().in_current_ns().value_or(~0U);
    answer.sgid = cred.sgid().in_current_ns().value_or(~0U);
    answer.fsgid = cred.fsgid().in_current_ns().value_or(~0U);
    answer.group_count = static_cast<u32>(cred.group_count());
    for (size_t i = 0; i < cred.group_count() && i < std::size(answer.groups); ++i)
      answer.groups[i] = cred.group(i).in_current_ns().value_or(~0U);
    answer.has_capability = cred.has_capability(kernel::CAP_SYS_TIME);
    answer.capable = kernel::capable(kernel::CAP_SYS_TIME);
    return answer;
  }

  const Sessions& all_;
  Atomic<u64> sum_;
  Mutex<std::optional<ARef<File>>, "Session::kept"> kept_;
};

class Sessions {
 public:
  Result<Session> open(const File&) const {
    if (!count_.add_unless(1, kMostSessions, kernel::Full)) return kernel::EBUSY;
    return {std::in_place, *this};
  }

  u32 count() const { return count_.load(Relaxed); }
  void leave() const { count_.dec(Relaxed); }

 private:
  Atomic<u32> count_;
};

Session::~Session() { all_.leave(); }

Result<Info> Session::info(const File& file) const {
  Info info = {};
  info.sum = sum_.load(Relaxed);
  info.sessions = all_.count();
  info.flags = file.flags();
  info.nonblocking = file.is_nonblocking();
  return info;
}

}  // namespace

class UserFilesTest : public kernel::Module<UserFilesTest> {
 public:
  static Result<UserFilesTest> init(kernel::ThisModule&) {
    auto queue =
        TRY(MiscDeviceRegistration<Queue>::make(GFP_KERNEL, {.name = "user_queue", .mode = 0666}));
    auto sessions =
        TRY(MiscDeviceRegistration<Sessions>::make(GFP_KERNEL, {.name = "user_sessions"}));
    return {std::in_place, std::move(queue), std::move(sessions)};
  }

  UserFilesTest(MiscDeviceRegistration<Queue> queue, MiscDeviceRegistration<Sessions> sessions)
      : queue_(std::move(queue)), sessions_(std::move(sessions)) {}

 private:
  MiscDeviceRegistration<Queue> queue_;
  MiscDeviceRegistration<Sessions> sessions_;
};

KERNEL_MODULE(UserFilesTest, {
  .name = "user_files_test",
  .description = "Has files that programs share, wait for and hold",
  .license = "GPL",
});
