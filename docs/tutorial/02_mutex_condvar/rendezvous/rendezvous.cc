// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: nobody goes on before all are there.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>

using kernel::CondVar;
using kernel::GFP_KERNEL;
using kernel::KVec;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [solution]
MODULE_PARAM(hikers, unsigned int, 4, 0444, "threads that meet");

class Rendezvous {
 public:
  // Returns when all hikers have called it.
  Result<void> meet() {
    //! [task]
    //! wait for the others; who comes last says "all {} are at hut {}" and lets them go on.
    //! > return {};
    auto state = state_.lock();
    if (++state->here == hikers.get()) {
      pr_info("all {} are at hut {}\n", state->here, ++state->hut);
      state->here = 0;
      moved_on_.notify_all();
      return {};
    }
    // Not "all are here": the first to wake may be at the next hut before the last one wakes.
    return moved_on_.wait_interruptible(
        state, [before = state->hut](State& now) { return now.hut != before; });
    //! [task]
  }

 private:
  struct State {
    //! [task]
    //! what must a hiker know who has waited?
    unsigned int here = 0;
    unsigned int hut = 0;
    //! [task]
  };
  Mutex<State, "Rendezvous::state"> state_;
  CondVar<decltype(state_)> moved_on_;
};

static Result<void> hike(Rendezvous& rendezvous) {
  for (int hut = 0; hut < 3; ++hut) TRY(rendezvous.meet());
  return {};
}

struct Hike : kernel::Module<Hike> {
  static Result<Hike> init(kernel::ThisModule&) {
    if (hikers.get() == 0) return kernel::EINVAL;
    Rendezvous rendezvous;
    KVec<Thread> threads;
    auto run = [&] { return hike(rendezvous).is_ok() ? 0 : 1; };
    for (unsigned int i = 1; i < hikers.get(); ++i) {
      Thread thread = TRY(Thread::spawn(GFP_KERNEL, FMT("hiker/{}", i), run));
      TRY(threads.push(std::move(thread), GFP_KERNEL));
    }
    TRY(hike(rendezvous));  // insmod is a hiker, too
    return {std::in_place};
  }
};
//! [solution]

KERNEL_MODULE(Hike, {
  .name = "rendezvous",
  .description = "Lets threads wait for each other",
  .license = "GPL",
});
