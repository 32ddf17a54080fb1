// SPDX-License-Identifier: GPL-2.0
// Needs a function of the module phrase, so it cannot be loaded before that module.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

extern "C" int phrase_number();  // phrase.c

struct AsksPhrase : kernel::Module<AsksPhrase> {
  static kernel::Result<AsksPhrase> init(kernel::ThisModule&) {
    pr_info("the phrase has number {}\n", phrase_number());
    return {std::in_place};
  }
};

KERNEL_MODULE(AsksPhrase, {
  .name = "asks_phrase",
  .description = "Calls a function that another module exports",
  .license = "GPL",
});
