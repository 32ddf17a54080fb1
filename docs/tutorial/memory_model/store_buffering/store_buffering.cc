// SPDX-License-Identifier: GPL-2.0
// Two threads each announce themselves, then look for the other: at least one sees the other.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/barrier.hpp>
#include <kernel/thread.hpp>

using kernel::GFP_KERNEL;
using kernel::KVVec;
using kernel::READ_ONCE;
using kernel::Result;
using kernel::Thread;
using kernel::WRITE_ONCE;

constexpr size_t kRounds = 100'000;

//! [litmus]
struct Side {
  KVVec<bool> here;       // one for each round
  KVVec<bool> saw_other;  // what came of it

  void run(Side& other) {
    for (size_t i = 0; i < here.size(); ++i) {
      WRITE_ONCE(here[i], true);
      kernel::smp_mb();  // without it, the processor may read before others see what it wrote
      saw_other[i] = READ_ONCE(other.here[i]);
    }
  }
};
//! [litmus]

struct StoreBuffering : kernel::Module<StoreBuffering> {
  static Result<StoreBuffering> init(kernel::ThisModule&) {
    Side sides[2];
    for (Side& side : sides) {
      side.here = TRY(KVVec<bool>::from_elem(false, kRounds, GFP_KERNEL));
      side.saw_other = TRY(KVVec<bool>::from_elem(false, kRounds, GFP_KERNEL));
    }
    Thread one = TRY(Thread::spawn(GFP_KERNEL, "one", [&] { sides[0].run(sides[1]); }));
    sides[1].run(sides[0]);
    std::move(one).join();
    size_t nobody = 0;
    for (size_t i = 0; i < kRounds; ++i)
      if (!sides[0].saw_other[i] && !sides[1].saw_other[i]) ++nobody;
    pr_info("{} rounds, in {} of them nobody saw the other\n", kRounds, nobody);
    return {std::in_place};
  }
};

KERNEL_MODULE(StoreBuffering, {
  .name = "store_buffering",
  .description = "Shows what a full barrier is for",
  .license = "GPL",
});
