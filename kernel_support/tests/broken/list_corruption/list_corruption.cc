// SPDX-License-Identifier: GPL-2.0
// An element is put into a list in which it is.
// misuse: Lists: an element is put into a second list by its raw links
// rust: unsafe code only

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>

//! [mistake]
struct Job : kernel::ListLinks<> {};

[[gnu::noipa]] static kernel::Result<void> enqueue(kernel::List<kernel::KBox<Job>>& jobs) {
  auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL));
  // Bypassed: the list takes the owner, so there is none for a
  // second time. as_raw() keeps one.
  Job* raw = job.as_raw();
  jobs.push_back(std::move(job));
  jobs.push_back(kernel::KBox<Job>::from_raw(raw));  // caught here
  return {};
}
//! [mistake]

struct ListCorruption : kernel::Module<ListCorruption> {
  static kernel::Result<ListCorruption> init(kernel::ThisModule&) {
    kernel::List<kernel::KBox<Job>> jobs;
    TRY(enqueue(jobs));
    return {std::in_place};
  }
};

KERNEL_MODULE(ListCorruption, {
  .name = "list_corruption",
  .description = "Broken on purpose",
  .license = "GPL",
});
