// SPDX-License-Identifier: GPL-2.0
// A message about a device has a checked format, too.
// misuse: Printing: a message about a device has a placeholder without an argument
// rust: compile error: missing format argument
// expect: format_string_has_more_placeholders_than_there_are_arguments

#include <kernel/dev_print.hpp>

[[maybe_unused]] static void example(const kernel::Device<>& device) {
#ifdef FAIL
  dev_info(device, "{} of {}\n", 1);
#else
  dev_info(device, "{} of {}\n", 1, 2);
#endif
}
