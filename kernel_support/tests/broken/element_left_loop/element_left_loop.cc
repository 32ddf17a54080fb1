// SPDX-License-Identifier: GPL-2.0
// The loop would stay at the element for ever.
// misuse: Lists: an element leaves the list in a loop over it
// rust: compile error: the loop borrows the list (E0499)

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>

//! [mistake]
struct Job : kernel::ListLinks<> {};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[gnu::noipa]] static kernel::Result<void> misuse() {
  Jobs jobs;
  auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL));
  jobs.push_back(std::move(job));
  std::optional<kernel::KBox<Job>> kept;
  for (Job& job : jobs) kept = jobs.remove(job);  // caught here
  return {};
}
//! [mistake]

struct ElementLeftLoop : kernel::Module<ElementLeftLoop> {
  static kernel::Result<ElementLeftLoop> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(ElementLeftLoop, {
  .name = "element_left_loop",
  .description = "Broken on purpose",
  .license = "GPL",
});
