// SPDX-License-Identifier: GPL-2.0
// A mistake: a header that needs an operating system.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <string>

//! [mistake]
struct Header : kernel::Module<Header> {
  static kernel::Result<Header> init(kernel::ThisModule&) {
    std::string name = "Ada";
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Header, {
  .name = "header",
  .description = "Does not build",
  .license = "GPL",
});
