// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a mailbox with room for several letters.

#include <array>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::CondVar;
using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Mutex;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;

//! [solution]
struct Letter {
  std::span<unsigned char> text() { return std::span(room).first(size); }

  std::array<unsigned char, 64> room;
  size_t size = 0;
};

class Queue {
 public:
  Result<void> write(const File&, UserSliceReader& in) const {
    //! [task]
    //! take a letter of at most 64 bytes from the program, wait for room, and put it in.
    //! > return kernel::ENOSYS;
    Letter letter;
    if (in.size() > letter.room.size()) return kernel::EMSGSIZE;
    letter.size = in.size();
    TRY(in.read_slice(letter.text()));

    auto state = state_.lock();
    TRY(changed_.wait_interruptible(state, [](State& now) { return now.count < kRoom; }));
    state->letters[(state->first + state->count++) % kRoom] = letter;
    changed_.notify_all();
    return {};
    //! [task]
  }

  Result<void> read(const File&, UserSliceWriter& out) const {
    //! [task]
    //! wait for a letter. It stays in the queue unless the program has got all of it.
    //! > return kernel::ENOSYS;
    auto state = state_.lock();
    TRY(changed_.wait_interruptible(state, [](State& now) { return now.count > 0; }));
    Letter& letter = state->letters[state->first];
    if (letter.size > out.size()) return kernel::EMSGSIZE;
    TRY(out.write_slice(letter.text()));
    state->first = (state->first + 1) % kRoom;
    --state->count;
    changed_.notify_all();
    return {};
    //! [task]
  }

 private:
  static constexpr size_t kRoom = 4;
  struct State {
    std::array<Letter, kRoom> letters;
    //! [task]
    //! where is the first letter, and how many are there?
    size_t first = 0;
    size_t count = 0;
    //! [task]
  };
  Mutex<State, "Queue::state"> state_;
  CondVar<decltype(state_)> changed_;
};
//! [solution]

struct QueueModule : kernel::Module<QueueModule> {
  static Result<QueueModule> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Queue>::make(kernel::GFP_KERNEL, {.name = "queue"}));
    return {std::in_place, std::move(device)};
  }
  explicit QueueModule(MiscDeviceRegistration<Queue> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Queue> device;
};

KERNEL_MODULE(QueueModule, {
  .name = "queue",
  .description = "A mailbox with room for four letters",
  .license = "GPL",
});
