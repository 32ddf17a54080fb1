// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: as many numbers as the user wants, or a polite refusal.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
MODULE_PARAM(count, unsigned long, 10, 0444, "how many squares");

struct Squares : kernel::Module<Squares> {
  static kernel::Result<Squares> init(kernel::ThisModule&) {
    //! [task]
    //! fill a vector with `count` squares, and say "the sum of {} squares is {}".
    auto squares =
        TRY(kernel::KVVec<unsigned long>::with_capacity(count.get(), kernel::GFP_KERNEL));
    for (unsigned long i = 0; i < count.get(); ++i) TRY(squares.push(i * i, kernel::GFP_KERNEL));
    unsigned long sum = 0;
    for (unsigned long square : squares) sum += square;
    pr_info("the sum of {} squares is {}\n", squares.size(), sum);
    //! [task]
    return {std::in_place};
  }
};
//! [solution]

KERNEL_MODULE(Squares, {
  .name = "squares",
  .description = "Adds up squares",
  .license = "GPL",
});
