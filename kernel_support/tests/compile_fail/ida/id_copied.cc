// SPDX-License-Identifier: GPL-2.0
// A number that is out belongs to one.
// misuse: Arrays and ids: an id that two give back
// rust: no counterpart; use after move (E0382)
// expect: error: use of deleted function .*Id::Id\(const kernel::Id

#include <kernel/ida.hpp>

[[maybe_unused]] static kernel::Id example(kernel::Id& id) {
#ifdef FAIL
  return kernel::Id(id);
#else
  return kernel::Id(std::move(id));
#endif
}
