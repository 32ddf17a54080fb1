// SPDX-License-Identifier: GPL-2.0
// The list would take an element that another one owns.
// misuse: Lists: an element of another list is removed
// rust: unsafe: `List::remove` has a safety section

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>

//! [mistake]
struct Job : kernel::ListLinks<> {};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[gnu::noipa]] static kernel::Result<void> misuse() {
  Jobs jobs;
  Jobs others;
  auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL));
  others.push_back(std::move(job));
  auto taken = jobs.remove(others.front());  // caught here
  return {};
}
//! [mistake]

struct ElementOfOtherList : kernel::Module<ElementOfOtherList> {
  static kernel::Result<ElementOfOtherList> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(ElementOfOtherList, {
  .name = "element_of_other_list",
  .description = "Broken on purpose",
  .license = "GPL",
});
