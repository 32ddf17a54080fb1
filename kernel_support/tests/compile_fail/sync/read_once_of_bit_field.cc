// SPDX-License-Identifier: GPL-2.0
// A bit-field shares its bytes with others.
// expect: error: cannot bind bit-field

#include <kernel/sync/access.hpp>

struct Flags {
  unsigned ready : 1;
  unsigned others;
};

[[maybe_unused]] static unsigned example(Flags& flags) {
#ifdef FAIL
  return kernel::READ_ONCE(flags.ready);
#else
  return kernel::READ_ONCE(flags.others);
#endif
}
