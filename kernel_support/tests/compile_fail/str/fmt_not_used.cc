// SPDX-License-Identifier: GPL-2.0
// Formatting for nobody.
// expect: warning|error: .*hand it to a function that formats

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  FMT("{}", number);
#else
  (void)kernel::fmt::formatted_size(FMT("{}", number));
#endif
}
