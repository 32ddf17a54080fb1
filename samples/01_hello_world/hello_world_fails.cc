// SPDX-License-Identifier: GPL-2.0
// hello_world's twin that cannot be loaded: what was built before the failure is destroyed.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

// Stands for anything a driver acquires while it starts.
class Resource {
 public:
  explicit Resource(kernel::CStr name) : name_(name) { pr_info("{} acquired\n", name_); }
  ~Resource() { pr_info("{} released\n", name_); }

 private:
  kernel::CStr name_;
};

//! [third_step]
static kernel::Result<void> third_step() {
  return kernel::ENODEV;  // no such device
}
//! [third_step]

struct HelloWorldFails : kernel::Module<HelloWorldFails> {
  //! [init]
  static kernel::Result<HelloWorldFails> init(kernel::ThisModule&) {
    Resource first("first resource");
    Resource second("second resource");
    TRY(third_step());  // leaves init() here: second goes, then first, then insmod learns why
    pr_info("never reached\n");
    return {std::in_place};
  }
  //! [init]

  ~HelloWorldFails() { pr_info("never loaded, so never unloaded\n"); }
};

KERNEL_MODULE(HelloWorldFails, {
  .name = "hello_world_fails",
  .authors = {"The C++ for Linux authors"},
  .description = "Fails while it is loaded, and cleans up",
  .license = "GPL",
});
