// SPDX-License-Identifier: GPL-2.0
// A static variable that is constructed when it is needed first: by two processors at once?
// misuse: Language: a static variable that two processors initialise at once
// rust: compile error: not const (E0015)
// by: link
// expect: error: a static variable of a function needs code to be initialised: counter\(int\)::instance
// expect: make it constinit, or a member of an object that is built before

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
struct Counter {
  explicit Counter(int first) : value(first) { pr_info("constructed\n"); }
  int value;
};
static Counter& counter(int first) {
  static Counter instance(first);
  return instance;
}
static void use() { ++counter(3).value; }
#else
struct Counter {
  constexpr explicit Counter(int first) : value(first) {}
  int value;
};
static Counter& counter() {
  static constinit Counter instance(3);
  return instance;
}
static void use() { ++counter().value; }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "static_in_function",
  .description = "an example",
  .license = "GPL",
});
