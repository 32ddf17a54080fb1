// SPDX-License-Identifier: GPL-2.0
// Objects of different types are never the same one.
// misuse: Shared objects: references to different types are compared
// rust: compile error: mismatched types (E0308)
// expect: error: no match for .*operator==

#include <kernel/types/aref.hpp>

struct Task {
  static void inc_ref(const Task&) {}
  static void dec_ref(const Task&) {}
};
struct File {
  static void inc_ref(const File&) {}
  static void dec_ref(const File&) {}
};

[[maybe_unused]] static bool example(const kernel::ARef<Task>& task,
                                     const kernel::ARef<Task>& other,
                                     const kernel::ARef<File>& file) {
#ifdef FAIL
  return task == file && other == task;
#else
  return task == other && file == file;
#endif
}
