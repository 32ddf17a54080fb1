// SPDX-License-Identifier: GPL-2.0
// A reference from one function to an element that another one takes out.
// misuse: Lists: an object keeps a reference to an element that goes
// rust: compile error: borrowed (E0505)

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

struct Job : kernel::ListLinks<> {
  explicit Job(int number) : number(number) {}
  int number;
};

struct Progress {
  [[gnu::noipa]] explicit Progress(const Job& job) : job(job) {}
  [[gnu::noipa]] void show() const {
    pr_info("job {}\n", job.number);  // caught here
  }
  const Job& job;
};

[[gnu::noipa]] static kernel::Result<void> work() {
  kernel::List<kernel::KBox<Job>> jobs;
  jobs.push_back(TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL, 1)));
  Progress progress(jobs.front());
  jobs.clear();
  progress.show();
  return {};
}

struct ElementKept : kernel::Module<ElementKept> {
  static kernel::Result<ElementKept> init(kernel::ThisModule&) {
    TRY(work());
    return {std::in_place};
  }
};

KERNEL_MODULE(ElementKept, {
  .name = "element_kept",
  .description = "Broken on purpose",
  .license = "GPL",
});
