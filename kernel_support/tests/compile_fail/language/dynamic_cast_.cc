// SPDX-License-Identifier: GPL-2.0
// Objects do not know their type.
// misuse: Language: a cast to a type that the object may not have
// rust: no such cast
// expect: error: .*dynamic_cast.* not permitted with .*-fno-rtti
// expect: note: a kernel module has no run-time type information: use a template, a concept or an enum

#include <kernel/print.hpp>

struct Base {
  virtual void run() {}

 protected:
  ~Base() = default;
};
struct Derived final : Base {};

[[maybe_unused]] static Derived* example(Base* base) {
#ifdef FAIL
  return dynamic_cast<Derived*>(base);
#else
  return static_cast<Derived*>(base);
#endif
}
