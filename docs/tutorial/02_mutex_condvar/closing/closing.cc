// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a buffer is closed, and its consumers empty it and end.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::CondVar;
using kernel::GFP_KERNEL;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [solution]
class Buffer {
 public:
  Result<void> put(int number) {
    //! [task]
    //! wait until there is room, put the number in, and let the others know.
    //! > return {};
    auto state = state_.lock();
    TRY(changed_.wait_interruptible(state, [](State& now) { return now.count < kRoom; }));
    state->numbers[state->count++] = number;
    changed_.notify_all();
    return {};
    //! [task]
  }

  void close() {
    //! [task]
    //! note it, and let all others know.
    state_.with([](State& now) { now.closed = true; });
    changed_.notify_all();
    //! [task]
  }

  // Adds to sum what this caller gets, until the buffer is closed and empty.
  Result<void> take_all(int& sum) {
    //! [task]
    //! wait for a number or for the end; return when there is no number left and will be none.
    //! > return {};
    for (;;) {
      auto state = state_.lock();
      TRY(changed_.wait_interruptible(state,
                                      [](State& now) { return now.count > 0 || now.closed; }));
      if (state->count == 0) return {};  // closed; what was left has been taken
      sum += state->numbers[--state->count];
      changed_.notify_all();
    }
    //! [task]
  }

 private:
  static constexpr int kRoom = 4;
  struct State {
    int numbers[kRoom];
    int count = 0;
    //! [task]
    //! what else must the others see?
    bool closed = false;
    //! [task]
  };
  Mutex<State, "Buffer::state"> state_;
  CondVar<decltype(state_)> changed_;
};

struct Closing : kernel::Module<Closing> {
  static Result<Closing> init(kernel::ThisModule&) {
    Buffer buffer;
    int sums[2] = {};
    auto consume = [&](int me) { return buffer.take_all(sums[me]).to_errno(); };
    Thread one = TRY(Thread::spawn(GFP_KERNEL, "consumer/0", consume, 0));
    Thread other = TRY(Thread::spawn(GFP_KERNEL, "consumer/1", consume, 1));
    for (int number = 1; number <= 100; ++number) TRY(buffer.put(number));
    kernel::msleep(kernel::Delta::from_millis(50));  // by then both wait for more
    buffer.close();
    if (std::move(one).join() == 0 && std::move(other).join() == 0)
      pr_info("both have ended, with a sum of {}\n", sums[0] + sums[1]);
    return {std::in_place};
  }
};
//! [solution]

KERNEL_MODULE(Closing, {
  .name = "closing",
  .description = "Closes a buffer, and lets its consumers empty it",
  .license = "GPL",
});
