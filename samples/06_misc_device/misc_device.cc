// SPDX-License-Identifier: GPL-2.0
// A device that programs open, read, write, poll and ask: a mailbox with room for one letter.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/poll.hpp>

#include "mailbox.h"

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Mutex;
using kernel::PollCondVar;
using kernel::PollEvents;
using kernel::PollTable;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;

//! [state]
// A text that a program has written; of its bytes the kernel knows nothing.
struct Letter {
  std::span<unsigned char> text() { return std::span(room).first(size); }

  std::array<unsigned char, MAILBOX_SIZE> room;
  size_t size = 0;
};

struct State {
  bool full() const { return letter.size > 0; }

  Letter letter;  // of size 0: there is none
  mailbox_stats stats = {};
};
//! [state]

class Mailbox {
 public:
  //! [write]
  // write(): puts a letter in. Waits until there is room, if the program wants to wait.
  Result<void> write(const File& file, UserSliceReader& in) const {
    // From the program to our own memory first: whatever the program changes now, this stays.
    Letter letter;
    if (in.empty()) return kernel::EINVAL;
    if (in.size() > letter.room.size()) return kernel::EMSGSIZE;
    letter.size = in.size();
    TRY(in.read_slice(letter.text()));

    auto state = state_.lock();
    if (state->full() && file.is_nonblocking()) return kernel::EAGAIN;
    TRY(changed_.wait_interruptible(state, [](State& now) { return !now.full(); }));
    state->letter = letter;
    ++state->stats.put;
    changed_.notify_all();
    return {};
  }
  //! [write]

  //! [read]
  // read(): takes the letter out. Waits until there is one, if the program wants to wait.
  Result<void> read(const File& file, UserSliceWriter& out) const {
    auto state = state_.lock();
    if (!state->full() && file.is_nonblocking()) return kernel::EAGAIN;
    TRY(changed_.wait_interruptible(state, [](State& now) { return now.full(); }));
    if (state->letter.size > out.size()) return kernel::EMSGSIZE;
    // If the program has no memory there, the letter stays where it is.
    TRY(out.write_slice(state->letter.text()));
    state->letter.size = 0;
    ++state->stats.taken;
    changed_.notify_all();
    return {};
  }
  //! [read]

  //! [poll]
  // poll(): what would not have to wait now. It is asked again when `changed_` is notified.
  PollEvents poll(const File& file, const PollTable& table) const {
    table.register_wait(file, changed_);
    auto state = state_.lock();
    if (state->full()) return kernel::EPOLLIN | kernel::EPOLLRDNORM;
    return kernel::EPOLLOUT | kernel::EPOLLWRNORM;
  }
  //! [poll]

  //! [ioctl]
  // ioctl(MAILBOX_STATS)
  Result<mailbox_stats> stats(const File&) const {
    return state_.with([](State& now) { return now.stats; });
  }

  // ioctl(MAILBOX_CLEAR)
  Result<void> clear(const File&) const {
    auto state = state_.lock();
    state->letter.size = 0;
    changed_.notify_all();
    return {};
  }

  // What a function takes and gives must be what its number says, or this does not compile.
  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<MAILBOX_STATS, &Mailbox::stats>,
                                      kernel::ioctl::Handler<MAILBOX_CLEAR, &Mailbox::clear>>;
  //! [ioctl]

 private:
  //! [members]
  // All operations are const: any number of programs call them at once.
  // What changes is guarded by the Mutex.
  Mutex<State, "Mailbox::state"> state_;
  PollCondVar<decltype(state_), "Mailbox::changed"> changed_;
  //! [members]
};

//! [module]
class MiscDevice : public kernel::Module<MiscDevice> {
 public:
  static Result<MiscDevice> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Mailbox>::make(kernel::GFP_KERNEL,
                                                            {.name = "mailbox", .mode = 0666}));
    return {std::in_place, std::move(device)};
  }

  explicit MiscDevice(MiscDeviceRegistration<Mailbox> device) : device_(std::move(device)) {}

 private:
  MiscDeviceRegistration<Mailbox> device_;  // /dev/mailbox is there as long as this is
};
//! [module]

KERNEL_MODULE(MiscDevice, {
  .name = "misc_device",
  .authors = {"The C++ for Linux authors"},
  .description = "A mailbox that programs put letters into",
  .license = "GPL",
});
