// SPDX-License-Identifier: GPL-2.0
// A module that has a client: use_note.c. The kernel allocates when its parameter is written.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(note, kernel::CStr, "none", 0644, "a string that may change");

struct SweepClient : kernel::Module<SweepClient> {
  static kernel::Result<SweepClient> init(kernel::ThisModule&) { return {std::in_place}; }

  ~SweepClient() {
    note.with([](kernel::CStr value) { pr_info("the note was {}\n", value); });
  }
};

KERNEL_MODULE(SweepClient, {
  .name = "sweep_client",
  .description = "Has a parameter that a program changes",
  .license = "GPL",
});
