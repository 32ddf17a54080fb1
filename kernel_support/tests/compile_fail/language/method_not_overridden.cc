// SPDX-License-Identifier: GPL-2.0
// A function of the same name that nobody calls.
// misuse: Language: a method that is to replace another has another signature
// rust: compile error: method incompatible with trait (E0053)
// expect: error: .*marked 'override', but does not override

#include <kernel/result.hpp>

struct Shape {
  virtual ~Shape() = default;
  virtual int area() const { return 0; }
};
struct Square final : Shape {
#ifdef FAIL
  int area() override { return 4; }
#else
  int area() const override { return 4; }
#endif
};
