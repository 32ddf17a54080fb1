// SPDX-License-Identifier: GPL-2.0
// A cursor goes on in the list that its own was moved to, and would take its head for an element.
// misuse: Lists: a cursor stays in a list that is moved away
// rust: compile error: borrowed (E0505)

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>

struct Job : kernel::ListLinks<> {
  explicit Job(int number) : number(number) {}
  int number;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[gnu::noipa]] static void move_to(Jobs& from, Jobs& to) { to = std::move(from); }

[[gnu::noipa]] static kernel::Result<void> work() {
  Jobs jobs;
  auto job = TRY(kernel::KBox<Job>::make(kernel::GFP_KERNEL, 1));
  jobs.push_back(std::move(job));
  auto cursor = jobs.cursor_front();
  Jobs later;
  move_to(jobs, later);
  cursor.move_next();  // caught here
  cursor.peek_next()->number = 2;
  return {};
}

struct CursorOfMovedList : kernel::Module<CursorOfMovedList> {
  static kernel::Result<CursorOfMovedList> init(kernel::ThisModule&) {
    TRY(work());
    return {std::in_place};
  }
};

KERNEL_MODULE(CursorOfMovedList, {
  .name = "cursor_of_moved_list",
  .description = "Broken on purpose",
  .license = "GPL",
});
