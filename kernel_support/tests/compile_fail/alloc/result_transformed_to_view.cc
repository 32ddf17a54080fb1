// SPDX-License-Identifier: GPL-2.0
// The value goes when the function returns.
// misuse: Values and errors: a view of the value comes out of transform()
// rust: compile error: returns a value referencing data owned by the function (E0515)
// expect: error: static assertion failed: the value goes when its function returns: what leads into it cannot stay

#include <kernel/alloc/kvec.hpp>

static kernel::Result<kernel::KVec<int>> make() {
  return kernel::KVec<int>::from_elem(5, 8, kernel::GFP_KERNEL);
}

[[maybe_unused]] static size_t example() {
#ifdef FAIL
  auto view = make().transform([](kernel::KVec<int>&& numbers) { return numbers.span(); });
  return view.is_ok() ? view.value().size() : 0;
#else
  auto size = make().transform([](kernel::KVec<int>&& numbers) { return numbers.size(); });
  return std::move(size).value_or(0);
#endif
}
