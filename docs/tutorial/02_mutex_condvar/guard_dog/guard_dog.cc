// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a thread that barks when it is not fed in time.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::CondVar;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [solution]
MODULE_PARAM(patience, unsigned int, 60000, 0444, "milliseconds between two meals, at most");

class Bowl {
 public:
  void feed() {
    //! [task]
    //! count the meal, and tell the dog.
    meals_.with([](unsigned int& meals) { ++meals; });
    fed_.notify_one();
    //! [task]
  }

  // Returns when nobody fed for so long, or when the thread is to stop.
  void watch(Delta patience) {
    //! [task]
    //! wait for one meal after the other. Bark when one is late: "woof, after {} meals".
    auto meals = meals_.lock();
    Result<void> result = {};
    while (result.is_ok()) {
      result = fed_.wait_interruptible_timeout(
          meals, patience, [before = *meals](unsigned int& now) { return now != before; });
    }
    if (result.error() == kernel::ETIMEDOUT) pr_warn("woof, after {} meals\n", *meals);
    //! [task]
  }

 private:
  Mutex<unsigned int, "Bowl::meals"> meals_{0U};
  CondVar<decltype(meals_)> fed_;
};

class GuardDog : public kernel::Module<GuardDog> {
 public:
  static Result<GuardDog> init(kernel::ThisModule&) {
    auto bowl = TRY(KBox<Bowl>::make(GFP_KERNEL));
    Thread dog = TRY(Thread::spawn(GFP_KERNEL, "guard_dog", [&bowl = *bowl] {
      bowl.watch(Delta::from_millis(patience.get()));
    }));
    for (int meal = 0; meal < 3; ++meal) {
      kernel::msleep(Delta::from_millis(10));
      bowl->feed();
    }
    return {std::in_place, std::move(bowl), std::move(dog)};
  }

  GuardDog(KBox<Bowl> bowl, Thread dog) : bowl_(std::move(bowl)), dog_(std::move(dog)) {}

 private:
  KBox<Bowl> bowl_;
  Thread dog_;
};
//! [solution]

KERNEL_MODULE(GuardDog, {
  .name = "guard_dog",
  .description = "Barks when it is not fed",
  .license = "GPL",
});
